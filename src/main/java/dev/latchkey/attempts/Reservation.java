package dev.latchkey.attempts;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One attempt that is counted for the client's networks before it is known to fail. It stays
 * counted unless it is given back. Belongs to one login, and is not thread-safe.
 */
final class Reservation {

  private final List<Counts.Count> taken = new ArrayList<>();

  /** Counts it under one more key. Where that has no attempt left, all are given back. */
  void take(Counts counts, UUID key) {
    try {
      taken.add(counts.take(key));
    } catch (TooManyAttemptsException e) {
      giveBack();
      throw e;
    }
  }

  void giveBack() {
    taken.forEach(Counts.Count::giveBack);
    taken.clear();
  }
}
