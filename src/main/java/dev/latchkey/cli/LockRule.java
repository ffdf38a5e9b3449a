package dev.latchkey.cli;

import dev.latchkey.registry.UserAttempts;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * When an account is locked, by the settings of the service, as far as the command has the same.
 *
 * @param enforced whether the limits hold at all
 * @param failures in a row that lock an account, and a network that is known for it
 * @param knownFor how long a network is known
 */
record LockRule(boolean enforced, int failures, Duration knownFor) {

  private static final String PREFIX = "latchkey.attempts.";

  static LockRule of(SmallRyeConfig config) {
    return new LockRule(
        config
            .getOptionalValue(PREFIX + "mode", String.class)
            .filter(mode -> !mode.equalsIgnoreCase("enforce"))
            .isEmpty(),
        config.getOptionalValue(PREFIX + "account-failures", Integer.class).orElse(100),
        config.getOptionalValue(PREFIX + "known-for", Duration.class).orElse(Duration.ofDays(90)));
  }

  String inWords() {
    return enforced
        ? "true from " + failures + " failures"
        : "latchkey.attempts.mode is not enforce";
  }

  /** Whether only networks that are known let the user in. */
  boolean locksAccount(UserAttempts attempts) {
    return enforced && attempts.failures() >= failures;
  }

  /** Whether there is a network from which the right password does not let the user in. */
  boolean locksAnything(UserAttempts attempts) {
    return enforced && attempts.mostFailures() >= failures;
  }

  /** The first day that makes a network known. That of a login counts as the first of them. */
  LocalDate knownSince(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(knownFor.toDays() - 1);
  }
}
