package dev.latchkey.password;

/** The outcome of a check. All but {@link #MATCH} are refusals. */
public enum Verdict {
  MATCH,
  MISMATCH,
  /** There was no hash to compare with. */
  NO_HASH,
  /** The stored text is no bcrypt hash, or its cost is out of range. */
  DAMAGED_HASH
}
