package dev.latchkey.attempts;

/**
 * One attempt, counted from the moment it is let in: else a hundred guesses at once would all pass
 * before the first is known to be wrong. It stays counted unless it is given back.
 */
public final class Reservation {

  private final Counts.Count name;
  private final Counts.Count network;

  Reservation(Counts.Count name, Counts.Count network) {
    this.name = name;
    this.network = network;
  }

  /**
   * The caller has shown to know the password, or has learned nothing. It gives no more than this
   * attempt: were a success to clear the count, each login of a user would let an attacker guess
   * anew, and see that it took place.
   */
  public void giveBack() {
    name.giveBack();
    network.giveBack();
  }
}
