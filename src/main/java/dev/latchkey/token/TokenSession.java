package dev.latchkey.token;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What the tokens of one session have in common, from its login on.
 *
 * @param id {@code sid}
 * @param authTime when the user logged in, to the second
 * @param methods how ({@code amr}, RFC 8176)
 */
public record TokenSession(UUID id, Instant authTime, List<String> methods) {

  private static final String PASSWORD = "pwd";
  private static final String ONE_TIME_PASSWORD = "otp";
  private static final String SEVERAL_FACTORS = "mfa";

  public TokenSession {
    methods = List.copyOf(methods);
  }

  /** A new session of a user who showed a password and nothing else. */
  static TokenSession ofPassword(Instant authTime) {
    return new TokenSession(UUID.randomUUID(), authTime, List.of(PASSWORD));
  }

  /**
   * The same session, after a second factor was shown.
   *
   * @param oneTimePassword whether it was a code of an authenticator; if not, a recovery code
   */
  public TokenSession withSecondFactor(boolean oneTimePassword) {
    return new TokenSession(
        id,
        authTime,
        oneTimePassword
            ? List.of(PASSWORD, ONE_TIME_PASSWORD, SEVERAL_FACTORS)
            : List.of(PASSWORD, SEVERAL_FACTORS));
  }

  /** Whether the user showed a second factor. */
  public boolean hasSecondFactor() {
    return methods.contains(SEVERAL_FACTORS);
  }
}
