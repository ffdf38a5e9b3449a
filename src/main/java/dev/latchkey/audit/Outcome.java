package dev.latchkey.audit;

import java.util.EnumSet;
import java.util.Set;

/**
 * What became of an {@link Act}: its true reason, which only the audit tells. Metrics have one name
 * for every 401.
 */
public enum Outcome {
  /** 200 with a full token. */
  SUCCESS("success"),
  /** 200 with a token that opens only the step that is still owed. */
  LIMITED("limited"),
  /** 400. */
  MALFORMED("malformed"),
  /** 401, as all to {@link #WRONG_CODE}. */
  UNKNOWN_USER("unknown_user"),
  WRONG_PASSWORD("wrong_password"),
  /** The user has none. */
  NO_PASSWORD("no_password"),
  /** The user's stored hash is no bcrypt hash: the user cannot log in. */
  DAMAGED_HASH("damaged_hash"),
  /** The password was right, as with {@link #DISABLED}. */
  INVITATION_EXPIRED("invitation_expired"),
  DISABLED("disabled"),
  /**
   * The account is locked where the caller is. The password was right; a code was not looked at.
   */
  LOCKED("locked"),
  /** A code of a second factor, a recovery code or a one-time code was wrong, used or too old. */
  WRONG_CODE("wrong_code"),
  /** 401: the session of the token has ended, or its user is gone or may not log in. */
  INVALID_TOKEN("invalid_token"),
  /** 400: a rule for new passwords refused it. */
  UNACCEPTABLE_PASSWORD("unacceptable_password"),
  /** 409: the second factor is required. */
  FACTOR_REQUIRED("factor_required"),
  /** 503: there is no key to encrypt a second factor with, or the key of this one is missing. */
  NO_FACTOR_KEYS("no_factor_keys"),
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

  /** Whatever is answered with 401. */
  private static final Set<Outcome> DENIED =
      EnumSet.of(
          UNKNOWN_USER,
          WRONG_PASSWORD,
          NO_PASSWORD,
          DAMAGED_HASH,
          INVITATION_EXPIRED,
          DISABLED,
          LOCKED,
          WRONG_CODE);

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  /**
   * Whether a password was hashed for it. Others cost a caller nothing, so there may be thousands
   * of them in a second.
   */
  boolean isHashed() {
    return this == SUCCESS || this == LIMITED || DENIED.contains(this) && this != WRONG_CODE;
  }

  /** As the log writes it. */
  String label() {
    return label;
  }

  /**
   * As metrics count it: one name for all that is answered with 401. Otherwise somebody who reads
   * metrics and sends a login would learn whether the user exists.
   */
  String countedAs() {
    return DENIED.contains(this) ? "denied" : label;
  }
}
