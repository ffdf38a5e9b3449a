package dev.latchkey.login;

import dev.latchkey.attempts.Attempt;
import dev.latchkey.attempts.Attempts;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.caller.Client;
import dev.latchkey.directory.LoginName;
import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.StepHolder;
import dev.latchkey.directory.StepLookups;
import dev.latchkey.password.PasswordVerifier;
import dev.latchkey.session.LiveSession;
import dev.latchkey.token.TokenClaims;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.function.BiConsumer;
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
   * @param demand refuses a token that does not fit the user as they are now
   * @param compare compares the secret, and tells the attempt where it was right or wrong. What
   *     fails otherwise has told the caller nothing, and counts for nothing
   */
  <T> Uni<T> run(
      TokenClaims token,
      Client client,
      AuditEntry audit,
      BiConsumer<TokenClaims, LoginUser> demand,
      Function<Step, Uni<T>> compare) {
    return attempts
        .begin(
            token.organizationDomain(), LoginName.of(token.username()), client, passwords.maxWait())
        .invoke(attempt -> tell(attempt, audit))
        .chain(attempt -> lookUp(token, client, audit, attempt, demand, compare));
  }

  private <T> Uni<T> lookUp(
      TokenClaims token,
      Client client,
      AuditEntry audit,
      Attempt attempt,
      BiConsumer<TokenClaims, LoginUser> demand,
      Function<Step, Uni<T>> compare) {
    return find(token, client, attempt)
        .onFailure()
        .invoke(attempt::withdraw)
        .invoke(found -> audit.found(token.organizationDomain(), token.userId()))
        .map(found -> step(token, client, attempt, demand, found))
        .invoke(() -> tell(attempt, audit))
        .chain(
            step ->
                Uni.createFrom()
                    .deferred(() -> compare.apply(step))
                    .onFailure()
                    .invoke(attempt::withdraw))
        .onTermination()
        .invoke(attempt::end);
  }

  private Uni<StepHolder> find(TokenClaims token, Client client, Attempt attempt) {
    return lookups
        .find(
            new OrgDomain(token.organizationDomain()),
            token.userId(),
            token.session().id(),
            attempt.keys(),
            client.networks())
        .map(found -> found.orElseThrow(LoginRefusal::unknownOrganization));
  }

  /** Fails where the session of a step has ended since it was looked up. */
  Uni<Void> requireLive(Step step) {
    return find(step.token(), step.client(), step.attempt())
        .invoke(found -> LiveSession.user(step.token(), found.holder(), clock.instant()))
        .replaceWithVoid();
  }

  private Step step(
      TokenClaims token,
      Client client,
      Attempt attempt,
      BiConsumer<TokenClaims, LoginUser> demand,
      StepHolder found) {
    var user = LiveSession.user(token, found.holder(), clock.instant());
    demand.accept(token, user);
    attempt.judge(user.id(), found.tallies());
    return new Step(token, client, found, user, attempt);
  }

  private static void tell(Attempt attempt, AuditEntry audit) {
    attempt.shadowed().ifPresent(limit -> audit.shadowed(limit.label()));
  }
}
