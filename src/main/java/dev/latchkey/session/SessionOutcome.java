package dev.latchkey.session;

/** How a renewal ended, as metrics count it. */
enum SessionOutcome {
  /** 200. */
  RENEWED("renewed"),
  /** 401 without a query: no token, or one that is not valid. */
  INVALID_TOKEN("invalid_token"),
  /**
   * 401 after the query: the session was ended or is too old, or the user is gone, disabled, or
   * owes something.
   */
  REFUSED("refused"),
  /** 404. */
  UNKNOWN_ORGANIZATION("unknown_organization"),
  /** 503: too many look-ups were waiting. */
  OVERLOADED("overloaded"),
  /** 503. */
  DIRECTORY_UNAVAILABLE("directory_unavailable"),
  /** The caller was gone before there was an answer. */
  HUNG_UP("hung_up"),
  /** 500. */
  FAILED("failed");

  private final String label;

  SessionOutcome(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
