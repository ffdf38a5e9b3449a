package dev.latchkey.dev;

import dev.latchkey.password.NewPassword;
import dev.latchkey.password.PasswordHasher;
import dev.latchkey.registry.Organizations;
import dev.latchkey.registry.RegistrationException;
import dev.latchkey.registry.Users;
import dev.latchkey.start.ServiceStarted;
import dev.latchkey.start.StartupCheck;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Two organisations with their users, so that the documented requests work on a fresh clone. Not
 * built into the production artefact.
 */
@ApplicationScoped
@IfBuildProfile(anyOf = {"dev", "test"})
class DevelopmentSeed {

  private static final Logger LOG = Logger.getLogger(DevelopmentSeed.class);

  private final Organizations organizations;
  private final Users users;
  private final PasswordHasher hasher;
  private final Clock clock;

  DevelopmentSeed(Organizations organizations, Users users, PasswordHasher hasher, Clock clock) {
    this.organizations = organizations;
    this.users = users;
    this.hasher = hasher;
    this.clock = clock;
  }

  void sow(@Observes @Priority(StartupCheck.PRIORITY + 1) StartupEvent start) {
    unlessThere(() -> organizations.add(SeededUser.ACME, "Acme"));
    unlessThere(() -> organizations.add(SeededUser.GLOBEX, "Globex"));
    for (var user : SeededUser.ALL) {
      if (!isThere(user)) { // a hash takes its time
        var hash = hasher.hash(NewPassword.withoutRules(user.password()));
        unlessThere(() -> users.add(user.organization(), user.withHash(hash, clock.instant())));
      }
    }
  }

  private boolean isThere(SeededUser user) {
    try {
      users.get(user.organization(), user.profile().username());
      return true;
    } catch (RegistrationException.UnknownUserException e) {
      return false;
    }
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
