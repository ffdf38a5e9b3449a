package dev.latchkey.audit;

import java.util.EnumSet;
import java.util.Set;

/** What became of an attempt to log in: its true reason, for the operator alone. */
public enum Outcome {
  /** 200 with a full token. */
  SUCCESS("success"),
  /** 200 with a token that opens only the step that is still owed. */
  LIMITED("limited"),
  /** 400. */
  MALFORMED("malformed"),
  /** 401, as all to {@link #DISABLED}. */
  UNKNOWN_USER("unknown_user"),
  WRONG_PASSWORD("wrong_password"),
  /** The user has none. */
  NO_PASSWORD("no_password"),
  /** The user's stored hash is no bcrypt hash: the user cannot log in. */
  DAMAGED_HASH("damaged_hash"),
  /** The password was right, as with {@link #DISABLED}. */
  INVITATION_EXPIRED("invitation_expired"),
  DISABLED("disabled"),
  /** 404. */
  UNKNOWN_ORGANIZATION("unknown_organization"),
  /** 429. */
  TOO_MANY_ATTEMPTS("too_many_attempts"),
  /** 503: too much hashing was waiting. */
  OVERLOADED("overloaded"),
  /** 503. */
  DIRECTORY_UNAVAILABLE("directory_unavailable"),
  /** The caller was gone before there was an answer. */
  HUNG_UP("hung_up"),
  /** 500; the cause has a line of its own. */
  FAILED("failed");

  private static final Set<Outcome> HASHED =
      EnumSet.of(
          SUCCESS,
          LIMITED,
          UNKNOWN_USER,
          WRONG_PASSWORD,
          NO_PASSWORD,
          DAMAGED_HASH,
          INVITATION_EXPIRED,
          DISABLED);

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  /**
   * Whether a password was hashed for it. Others cost a caller nothing, so there may be thousands
   * of them in a second.
   */
  boolean isHashed() {
    return HASHED.contains(this);
  }

  /** As logs and metrics write it. */
  String label() {
    return label;
  }
}
