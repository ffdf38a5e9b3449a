package dev.latchkey.password;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds listed passwords within a text: in either case, written backwards, and with signs for
 * letters (<i>p4ssw0rd</i>). It walks through the list as through a tree, so a sign with several
 * readings costs no more than the listed passwords that begin that way.
 */
final class ListedWords {

  /** Shorter ones are in every text. */
  private static final int SHORTEST = 3;

  /** Sorted: the words with one beginning stand together, the shortest first. */
  private final String[] words;

  /**
   * @param words in lower case
   */
  ListedWords(Collection<String> words) {
    this.words = new TreeSet<>(words).toArray(String[]::new);
  }

  /**
   * A place in a text.
   *
   * @param from its first character
   * @param to the character behind it
   */
  record Place(String word, int from, int to) {

    /** The word may be the password. */
    @Override
    public String toString() {
      return "Place[" + from + ", " + to + "]";
    }
  }

  List<Place> in(String text) {
    int length = text.length();
    var places = new ArrayList<>(forwards(text));
    for (var place : forwards(new StringBuilder(text).reverse().toString())) {
      places.add(new Place(place.word, length - place.to, length - place.from));
    }
    return places;
  }

  private List<Place> forwards(String text) {
    var places = new ArrayList<Place>();
    for (int from = 0; from < text.length(); from++) {
      walk(text, from, 0, 0, words.length, places);
    }
    return places;
  }

  /**
   * @param depth how many characters are walked
   * @param low the first word that begins with them
   * @param high the word behind the last one that does
   */
  private void walk(String text, int from, int depth, int low, int high, List<Place> places) {
    int left = low;
    if (words[left].length() == depth) {
      if (depth >= SHORTEST) {
        places.add(new Place(words[left], from, from + depth));
      }
      left++;
    }
    int at = from + depth;
    if (at == text.length()) {
      return;
    }
    var readings = readings(text.charAt(at));
    for (int i = 0; i < readings.length(); i++) {
      char reading = readings.charAt(i);
      int first = firstNotBelow(reading, depth, left, high);
      int behind = firstNotBelow((char) (reading + 1), depth, first, high);
      if (first < behind) {
        walk(text, from, depth + 1, first, behind, places);
      }
    }
  }

  /** The first of the words from low to high whose character at this depth is not lower. */
  private int firstNotBelow(char character, int depth, int low, int high) {
    int left = low;
    int right = high;
    while (left < right) {
      int middle = (left + right) >>> 1;
      if (words[middle].charAt(depth) < character) {
        left = middle + 1;
      } else {
        right = middle;
      }
    }
    return left;
  }

  /** What a character may stand for: itself, in lower case, and letters that look like it. */
  private static String readings(char c) {
    return switch (c) {
      case '4', '@' -> c + "a";
      case '8' -> "8b";
      case '(', '<', '[', '{' -> c + "c";
      case '3' -> "3e";
      case '6', '9' -> c + "g";
      case '1', '!', '|' -> c + "il";
      case '0' -> "0o";
      case '5', '$' -> c + "s";
      case '7' -> "7lt";
      case '+' -> "+t";
      case '%' -> "%x";
      case '2' -> "2z";
      default -> String.valueOf(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    };
  }
}
