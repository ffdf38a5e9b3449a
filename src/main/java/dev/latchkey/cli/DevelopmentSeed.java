package dev.latchkey.cli;

import dev.latchkey.directory.NewUser;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.Profile;
import dev.latchkey.directory.Registrar;
import dev.latchkey.directory.RegistrationException;
import dev.latchkey.password.NewPassword;
import dev.latchkey.password.PasswordHasher;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * The organisation and the user of the documented request, so that it works on a fresh clone. Not
 * built into the production artefact.
 */
@ApplicationScoped
@IfBuildProfile(anyOf = {"dev", "test"})
class DevelopmentSeed {

  private static final Logger LOG = Logger.getLogger(DevelopmentSeed.class);

  private static final OrgDomain ACME = new OrgDomain("acme");
  private static final Profile JOHN =
      new Profile("john.doe", "john.doe@example.com", "John", "Doe");

  private final Registrar registrar;
  private final PasswordHasher hasher;

  DevelopmentSeed(Registrar registrar, PasswordHasher hasher) {
    this.registrar = registrar;
    this.hasher = hasher;
  }

  void sow(@Observes @Priority(StartupCheck.PRIORITY + 1) StartupEvent start) throws Throwable {
    var password = hasher.hash(NewPassword.of("john.doe.password", JOHN::isNamed));
    VertxContextSupport.subscribeAndAwait(
        () ->
            unlessThere(registrar.addOrganization(ACME, "Acme"))
                .chain(() -> unlessThere(registrar.addUser(ACME, NewUser.active(JOHN, password)))));
  }

  /** The first things to try in dev mode, as the last lines of its start. */
  void tell() {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    LOG.infof("In a browser: http://localhost:%d", port);
    LOG.infof(
        "Try: curl -i http://localhost:%d/v1/acme/auth/login -H 'Content-Type: application/json'"
            + " -d '{\"username\":\"john.doe@example.com\",\"password\":\"john.doe.password\"}'",
        port);
  }

  /** Dev mode starts again on every change, over the same database. */
  private static Uni<UUID> unlessThere(Uni<UUID> addition) {
    return addition.onFailure(RegistrationException.class).recoverWithNull();
  }
}
