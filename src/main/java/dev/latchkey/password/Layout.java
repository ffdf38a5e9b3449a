package dev.latchkey.password;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a text can be laid out, without a gap, with pieces that an attacker has at hand. A piece
 * is given by its first character and the one behind its last.
 */
final class Layout {

  /** Signs that may stand between the pieces, as in {@code john.doe-password!}. */
  private static final int MOST_SIGNS = 4;

  /** For so many characters one may belong to no pattern, as in {@code qwertyuiopasdfg1}. */
  private static final int CHARACTERS_PER_LOOSE_ONE = 15;

  private final String text;
  private final Pieces patterns;
  private final Pieces names;
  private final Map<String, Pieces> words = new HashMap<>();

  Layout(String text) {
    this.text = text;
    patterns = new Pieces(text.length());
    names = new Pieces(text.length());
  }

  /** Each part of this place that is not too short is a pattern. */
  void addPatterns(int from, int to, int shortest) {
    for (int first = from; first + shortest <= to; first++) {
      for (int behind = first + shortest; behind <= to; behind++) {
        patterns.add(first, behind);
      }
    }
  }

  void addName(int from, int to) {
    names.add(from, to);
  }

  void addWord(String word, int from, int to) {
    words.computeIfAbsent(word, any -> new Pieces(text.length())).add(from, to);
  }

  /** Whether the text is nothing but patterns. */
  boolean isPattern() {
    var none = new Pieces(text.length());
    var way = new Way(1);
    way.walk(none, none);
    return way.without[text.length()] <= text.length() / CHARACTERS_PER_LOOSE_ONE;
  }

  /**
   * Whether the text is names, or one word any number of times, or both, with any digits, patterns,
   * and a few signs.
   */
  boolean isOneWord() {
    var none = new Pieces(text.length());
    return Stream.concat(Stream.of(none), words.values().stream()).anyMatch(this::isOneWord);
  }

  private boolean isOneWord(Pieces word) {
    var way = new Way(0);
    way.walk(word, names);
    return way.with[text.length()] <= MOST_SIGNS;
  }

  /** The places of one kind of piece. */
  private static final class Pieces {

    /** By its first character, where a piece may end. */
    private final @Nullable BitSet[] ends;

    Pieces(int length) {
      ends = new @Nullable BitSet[length];
    }

    void add(int from, int to) {
      var known = ends[from];
      if (known == null) {
        known = new BitSet();
        ends[from] = known;
      }
      known.set(to);
    }
  }

  /** From the first character to the last: how many characters no piece has, at least. */
  private final class Way {

    private static final int NO_WAY = Integer.MAX_VALUE / 2;

    /** The price of a digit that no piece has. That of a sign is 1, and a letter needs a piece. */
    private final int digit;

    /** The least price by the place that is reached, where no word or name was used. */
    private final int[] without = new int[text.length() + 1];

    /** The same where one was. */
    private final int[] with = new int[text.length() + 1];

    Way(int digit) {
      this.digit = digit;
    }

    void walk(Pieces word, Pieces names) {
      Arrays.fill(without, NO_WAY);
      Arrays.fill(with, NO_WAY);
      without[0] = 0;
      for (int at = 0; at < text.length(); at++) {
        step(patterns, at, without[at], without);
        step(patterns, at, with[at], with);
        int least = Math.min(without[at], with[at]);
        step(word, at, least, with);
        step(names, at, least, with);
        char c = text.charAt(at);
        if (!Character.isLetter(c)) {
          int price = Character.isDigit(c) ? digit : 1;
          lower(without, at + 1, without[at] + price);
          lower(with, at + 1, with[at] + price);
        }
      }
    }

    private void step(Pieces pieces, int at, int price, int[] prices) {
      var ends = pieces.ends[at];
      if (ends != null && price < NO_WAY) {
        ends.stream().forEach(to -> lower(prices, to, price));
      }
    }

    private void lower(int[] prices, int at, int price) {
      prices[at] = Math.min(prices[at], price);
    }
  }
}
