package dev.latchkey.throttle;

import org.jspecify.annotations.Nullable;

/**
 * One attempt, counted from the moment it is let in: else a hundred guesses at once would all pass
 * before the first is known to be wrong. It stays counted unless one of the methods says otherwise.
 */
public final class Reservation {

  /** Where nothing is counted. */
  static final Reservation NONE = new Reservation(null, null);

  private final @Nullable Counts names;
  private final Counts.@Nullable Count name;

  Reservation(@Nullable Counts names, Counts.@Nullable Count name) {
    this.names = names;
    this.name = name;
  }

  /** The caller has shown to know the password: the name has all its attempts again. */
  public void succeed() {
    if (names != null && name != null) {
      names.clear(name);
    }
  }

  /** No verdict was reached, and the caller has learned nothing. */
  public void giveBack() {
    if (names != null && name != null) {
      names.giveBack(name);
    }
  }
}
