package dev.latchkey.password;

/** What checking a password against a stored hash came to. All but {@link #MATCH} are refusals. */
public enum Verdict {
  MATCH,
  MISMATCH,
  /** There was nothing to compare with. */
  NO_HASH,
  /** The stored text is no bcrypt hash, or its cost is outside 4 to 15. */
  DAMAGED_HASH
}
