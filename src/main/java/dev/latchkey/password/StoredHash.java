package dev.latchkey.password;

/**
 * A stored bcrypt hash, taken apart.
 *
 * @param cost 4 to 15; the hash took 2^cost iterations
 * @param salt 16 bytes
 * @param digest 23 bytes
 */
record StoredHash(int cost, byte[] salt, byte[] digest) {

  static final int MIN_COST = 4;
  static final int MAX_COST = 15;

  @Override
  public String toString() {
    return "StoredHash[cost=" + cost + "]";
  }
}
