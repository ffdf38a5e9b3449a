package dev.latchkey.attempts;

/**
 * One attempt that is counted before its password is checked. Otherwise a hundred guesses at once
 * would all pass before the first is known to be wrong. It stays counted unless it is given back.
 */
public final class Reservation {

  private final Counts.Count name;
  private final Counts.Count network;

  Reservation(Counts.Count name, Counts.Count network) {
    this.name = name;
    this.network = network;
  }

  /**
   * For a caller who knew the password, or who learned nothing. It gives back this attempt and no
   * other. If a success cleared the count, each login of a user would let an attacker guess again,
   * and would show the attacker that it happened.
   */
  public void giveBack() {
    name.giveBack();
    network.giveBack();
  }
}
