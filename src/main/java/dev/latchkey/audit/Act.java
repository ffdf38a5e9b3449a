package dev.latchkey.audit;

/** What a caller tries who shows a secret. */
public enum Act {
  LOGIN("login"),
  PASSWORD_CHANGE("password_change"),
  /** With a one-time code. */
  PASSWORD_RESET("password_reset"),
  /** The second step of a login. */
  SECOND_FACTOR("second_factor"),
  /** A secret for an authenticator was asked for. */
  FACTOR_ENROLMENT("factor_enrolment"),
  /** The enrolled secret became the user's factor. */
  FACTOR_CONFIRMATION("factor_confirmation"),
  FACTOR_REMOVAL("factor_removal"),
  /** New recovery codes in the place of the old ones. */
  RECOVERY_CODES("recovery_codes");

  private final String label;

  Act(String label) {
    this.label = label;
  }

  /**
   * Whether it hashes a password. What does not costs a caller nothing, so there may be thousands
   * in a second.
   */
  boolean hashes() {
    return this == LOGIN || this == PASSWORD_CHANGE || this == PASSWORD_RESET;
  }

  /** As the log and the metrics write it. */
  String label() {
    return label;
  }
}
