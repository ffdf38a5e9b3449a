package dev.latchkey.attempts;

import java.util.ArrayList;
import java.util.List;

/**
 * One attempt that is counted before its password is checked. Otherwise a hundred guesses at once
 * would all pass before the first is known to be wrong. It stays counted unless it is given back.
 * Belongs to one login, and is not thread-safe.
 */
public final class Reservation {

  private final List<Counts.Count> taken = new ArrayList<>();

  /** Counts it under one more key. Where that has no attempt left, all are given back. */
  void take(Counts counts, Fingerprint key) {
    try {
      taken.add(counts.take(key));
    } catch (TooManyAttemptsException e) {
      giveBack();
      throw e;
    }
  }

  /**
   * For a caller who knew the password, or who learned nothing. It gives back this attempt and no
   * other. If a success cleared the count, each login of a user would let an attacker guess again,
   * and would show the attacker that it happened.
   */
  public void giveBack() {
    taken.forEach(Counts.Count::giveBack);
    taken.clear();
  }
}
