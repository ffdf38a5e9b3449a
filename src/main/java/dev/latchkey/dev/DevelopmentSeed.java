package dev.latchkey.dev;

import dev.latchkey.directory.OrgDomain;
import dev.latchkey.password.NewPassword;
import dev.latchkey.password.PasswordHasher;
import dev.latchkey.registry.NewUser;
import dev.latchkey.registry.Organizations;
import dev.latchkey.registry.Profile;
import dev.latchkey.registry.RegistrationException;
import dev.latchkey.registry.Users;
import dev.latchkey.start.ServiceStarted;
import dev.latchkey.start.StartupCheck;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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

  private final Organizations organizations;
  private final Users users;
  private final PasswordHasher hasher;

  DevelopmentSeed(Organizations organizations, Users users, PasswordHasher hasher) {
    this.organizations = organizations;
    this.users = users;
    this.hasher = hasher;
  }

  void sow(@Observes @Priority(StartupCheck.PRIORITY + 1) StartupEvent start) {
    var password = hasher.hash(NewPassword.withoutRules("john.doe.password"));
    unlessThere(() -> organizations.add(ACME, "Acme"));
    unlessThere(() -> users.add(ACME, NewUser.active(JOHN, password)));
  }

  /** The first things to try in dev mode, as the last lines of its start. */
  void tell(@Observes ServiceStarted started) {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    LOG.infof("In a browser: http://localhost:%d", port);
    LOG.infof(
        "Try: curl -i http://localhost:%d/v1/acme/auth/login -H 'Content-Type: application/json'"
            + " -d '{\"username\":\"john.doe@example.com\",\"password\":\"john.doe.password\"}'",
        port);
  }

  /** Dev mode starts again on every change, over the same database. */
  private static void unlessThere(Runnable addition) {
    try {
      addition.run();
    } catch (RegistrationException e) {
      LOG.debugf("Not sown again: %s", e.getMessage());
    }
  }
}
