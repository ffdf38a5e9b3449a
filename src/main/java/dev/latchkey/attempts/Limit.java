package dev.latchkey.attempts;

/** What refuses an attempt. */
public enum Limit {
  /** Too many failures of a name, from one network. */
  NAME("name"),
  /** Too many failures of a network, over all names. */
  NETWORK("network"),
  /** The account is locked. The caller sees a wrong password. */
  ACCOUNT("account");

  private final String label;

  Limit(String label) {
    this.label = label;
  }

  /** As logs and metrics write it. */
  public String label() {
    return label;
  }
}
