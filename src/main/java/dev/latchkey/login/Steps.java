package dev.latchkey.login;

import dev.latchkey.attempts.Attempt;
import dev.latchkey.attempts.Attempts;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.caller.Client;
import dev.latchkey.directory.LoginName;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.StepHolder;
import dev.latchkey.directory.StepLookups;
import dev.latchkey.password.PasswordVerifier;
import dev.latchkey.session.LiveSession;
import dev.latchkey.token.TokenClaims;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.function.Function;

/**
 * The way of a step of somebody with a token, up to the comparison of its secret. It is that of a
 * login: the same limits and the same counts, under the user's name, so no step is a way around
 * them.
 */
@ApplicationScoped
class Steps {

  private final Attempts attempts;
  private final StepLookups lookups;
  private final PasswordVerifier passwords;
  private final Clock clock;

  Steps(Attempts attempts, StepLookups lookups, PasswordVerifier passwords, Clock clock) {
    this.attempts = attempts;
    this.lookups = lookups;
    this.passwords = passwords;
    this.clock = clock;
  }

  /**
   * @param compare compares the secret, and tells the attempt where it was right or wrong. What
   *     fails otherwise has told the caller nothing, and counts for nothing
   */
  <T> Uni<T> run(
      TokenClaims token, Client client, AuditEntry audit, Function<Step, Uni<T>> compare) {
    return attempts
        .begin(
            token.organizationDomain(), LoginName.of(token.username()), client, passwords.maxWait())
        .invoke(attempt -> tell(attempt, audit))
        .chain(attempt -> lookUp(token, client, audit, attempt, compare));
  }

  private <T> Uni<T> lookUp(
      TokenClaims token,
      Client client,
      AuditEntry audit,
      Attempt attempt,
      Function<Step, Uni<T>> compare) {
    return lookups
        .find(
            new OrgDomain(token.organizationDomain()),
            token.userId(),
            token.session().id(),
            attempt.keys(),
            client.networks())
        .onFailure()
        .invoke(attempt::withdraw)
        .map(found -> found.orElseThrow(LoginRefusal::unknownOrganization))
        .invoke(found -> audit.found(token.organizationDomain(), token.userId()))
        .map(found -> step(token, client, attempt, found))
        .invoke(() -> tell(attempt, audit))
        .chain(step -> compare.apply(step).onFailure().invoke(attempt::withdraw))
        .onTermination()
        .invoke(attempt::end);
  }

  private Step step(TokenClaims token, Client client, Attempt attempt, StepHolder found) {
    var user = LiveSession.user(token, found.holder(), clock.instant());
    attempt.judge(user.id(), found.tallies());
    return new Step(token, client, found, user, attempt);
  }

  private static void tell(Attempt attempt, AuditEntry audit) {
    attempt.shadowed().ifPresent(limit -> audit.shadowed(limit.label()));
  }
}
