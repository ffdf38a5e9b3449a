package dev.latchkey.cli;

import dev.latchkey.attempts.AttemptsConfig;
import dev.latchkey.registry.UserAttempts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * When an account is locked, by the settings of the service, as far as the command has the same.
 *
 * @param enforced whether the limits hold at all
 * @param failures in a row that lock an account
 * @param knownFor how long a network is known
 */
record LockRule(boolean enforced, int failures, Duration knownFor) {

  static LockRule of(AttemptsConfig config) {
    return new LockRule(
        config.mode() == AttemptsConfig.Mode.ENFORCE, config.accountFailures(), config.knownFor());
  }

  String inWords() {
    return enforced
        ? "true from " + failures + " failures"
        : "latchkey.attempts.mode is not enforce";
  }

  /** Whether only networks that are known let the user in. */
  boolean locks(UserAttempts attempts) {
    return enforced && attempts.failures() >= failures;
  }

  /** The first day that makes a network known. That of a login counts as the first of them. */
  LocalDate knownSince(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(knownFor.toDays() - 1);
  }
}
