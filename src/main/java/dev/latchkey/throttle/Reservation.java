package dev.latchkey.throttle;

/**
 * One attempt, counted from the moment it is let in: else a hundred guesses at once would all pass
 * before the first is known to be wrong. It stays counted unless one of the methods says otherwise.
 */
public final class Reservation {

  private final Counts.Count name;
  private final Counts.Count network;

  Reservation(Counts.Count name, Counts.Count network) {
    this.name = name;
    this.network = network;
  }

  /**
   * The caller has shown to know the password: the name has all its attempts again. The network has
   * only this one, or whoever has an account could go on guessing at others.
   */
  public void succeed() {
    name.clear();
    network.giveBack();
  }

  /** No verdict was reached, and the caller has learned nothing. */
  public void giveBack() {
    name.giveBack();
    network.giveBack();
  }
}
