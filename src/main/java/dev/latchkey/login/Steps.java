package dev.latchkey.login;

import dev.latchkey.attempts.Attempt;
import dev.latchkey.attempts.Attempts;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.caller.Client;
import dev.latchkey.directory.LoginName;
import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.SessionHolder;
import dev.latchkey.directory.StepHolder;
import dev.latchkey.directory.StepLookups;
import dev.latchkey.password.PasswordVerifier;
import dev.latchkey.session.LiveSession;
import dev.latchkey.token.TokenClaims;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way of a step up to the comparison of its secret. It is that of a login, with the same limits
 * and the same counts, so no step is a way around them. Whoever comes with a token is counted under
 * the user's name.
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
  <T> Uni<T> run(StepCall call, Function<Step, Uni<T>> compare) {
    return run(call, (token, user) -> {}, compare);
  }

  /**
   * @param demand refuses a token that does not fit the user as they are now
   */
  <T> Uni<T> run(
      StepCall call, BiConsumer<TokenClaims, LoginUser> demand, Function<Step, Uni<T>> compare) {
    var token = call.token();
    return attempt(
        token.organizationDomain(),
        LoginName.of(token.username()),
        call.client(),
        call.audit(),
        attempt -> find(call, attempt),
        (attempt, found) -> step(call, attempt, demand, found),
        compare);
  }

  /**
   * The way of an attempt: what this process knows, one look-up, what the database knows, and then
   * the comparison.
   *
   * @param domain as it was asked for, folded where it has the form of a domain
   * @param name under which failures are counted
   * @param judge looks at what was found, and refuses what a limit or the state of the user refuses
   */
  <S, T> Uni<T> attempt(
      String domain,
      LoginName name,
      Client client,
      AuditEntry audit,
      Function<Attempt, Uni<Optional<StepHolder>>> lookUp,
      BiFunction<Attempt, StepHolder, S> judge,
      Function<S, Uni<T>> compare) {
    return attempts
        .begin(domain, name, client, passwords.maxWait())
        .invoke(attempt -> tell(attempt, audit))
        .chain(
            attempt ->
                lookUp
                    .apply(attempt)
                    .onFailure()
                    .invoke(attempt::withdraw)
                    .map(found -> found.orElseThrow(LoginRefusal::unknownOrganization))
                    .invoke(found -> tell(found.holder(), audit))
                    .map(found -> judge.apply(attempt, found))
                    .invoke(() -> tell(attempt, audit))
                    .chain(judged -> orWithdraw(() -> compare.apply(judged), attempt))
                    .onTermination()
                    .invoke(attempt::end));
  }

  private static <T> Uni<T> orWithdraw(Supplier<Uni<T>> work, Attempt attempt) {
    return Uni.createFrom().deferred(() -> work.get()).onFailure().invoke(attempt::withdraw);
  }

  private Uni<Optional<StepHolder>> find(StepCall call, Attempt attempt) {
    var token = call.token();
    return lookups.find(
        new OrgDomain(token.organizationDomain()),
        token.userId(),
        token.session().id(),
        attempt.keys(),
        call.client().networks());
  }

  /** Fails where the session of a step has ended since it was looked up. */
  Uni<Void> requireLive(Step step) {
    return find(step.call(), step.attempt())
        .map(found -> found.orElseThrow(LoginRefusal::unknownOrganization))
        .invoke(found -> live(step.token(), found))
        .replaceWithVoid();
  }

  private LoginUser live(TokenClaims token, StepHolder found) {
    return LiveSession.user(token, found.holder(), clock.instant());
  }

  private Step step(
      StepCall call, Attempt attempt, BiConsumer<TokenClaims, LoginUser> demand, StepHolder found) {
    var user = live(call.token(), found);
    demand.accept(call.token(), user);
    attempt.judge(user.id(), found.tallies());
    return new Step(call, found, user, attempt);
  }

  private static void tell(SessionHolder found, AuditEntry audit) {
    audit.found(found.domain().value(), found.user() == null ? null : found.user().id());
  }

  private static void tell(Attempt attempt, AuditEntry audit) {
    attempt.shadowed().ifPresent(limit -> audit.shadowed(limit.label()));
  }
}
