package dev.latchkey.attempts;

/** What is counted, hashed with a key: 128 bits, which no two names share by chance or intent. */
record Fingerprint(long high, long low) implements Comparable<Fingerprint> {

  @Override
  public int compareTo(Fingerprint other) {
    int order = Long.compare(high, other.high);
    return order == 0 ? Long.compare(low, other.low) : order;
  }
}
