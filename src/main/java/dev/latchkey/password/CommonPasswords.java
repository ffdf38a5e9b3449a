package dev.latchkey.password;

import com.nulabinc.zxcvbn.Context;
import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.matchers.Matcher;
import com.nulabinc.zxcvbn.matchers.SequenceMatcher;
import com.nulabinc.zxcvbn.matchers.SpatialMatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a password is a common one, or one made longer with what an attacker tries first. The
 * list of common passwords, the keyboard and the sequences are those of zxcvbn.
 *
 * <p>It takes time that grows with the square of the password's length, which is 72 bytes at most:
 * at worst a few milliseconds of one core. Any number of threads may ask.
 */
final class CommonPasswords {

  /** A shorter run of a keyboard or an alphabet is in many words. */
  private static final int SHORTEST_WALK = 4;

  private static final int SHORTEST_SEQUENCE = 3;
  private static final int SHORTEST_NUMBER = 4;

  /** Longer ones, written again and again, are found only if they are listed. */
  private static final int LONGEST_PERIOD = 4;

  private static final int SHORTEST_NAME = 3;
  private static final Pattern PARTS_OF_NAME = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final ListedWords listed;
  private final Matcher walks;
  private final Matcher sequences;

  private CommonPasswords(ListedWords listed, Context keyboards) {
    this.listed = listed;
    walks = new SpatialMatcher(keyboards);
    sequences = new SequenceMatcher(keyboards);
  }

  static CommonPasswords load() {
    try {
      var words = StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies();
      var qwerty = StandardKeyboards.QWERTY_LOADER.load();
      return new CommonPasswords(
          new ListedWords(words), new Context(Map.of(), Map.of(qwerty.getName(), qwerty)));
    } catch (IOException e) {
      throw new UncheckedIOException("The list of common passwords is not in the package", e);
    }
  }

  /**
   * @param text a password of at most 72 bytes
   * @param names of the user and of the organisation, whole; their parts count as well
   */
  boolean isCommon(String text, Collection<String> names) {
    var layout = new Layout(text);
    addRuns(text, walks, SHORTEST_WALK, layout);
    addRuns(text, sequences, SHORTEST_SEQUENCE, layout);
    addPeriods(text, layout);
    names.forEach(name -> addName(text, name, layout));
    listed.in(text).forEach(place -> addListed(text, place, layout));
    return layout.isPattern() || layout.isOneWord();
  }

  /**
   * Without a letter in the text it is no word: nearly every password of random digits has a listed
   * number in it, and digits that can be read as one.
   */
  private static void addListed(String text, ListedWords.Place place, Layout layout) {
    int length = place.word().length();
    if (hasLetter(text.substring(place.from(), place.to()))) {
      layout.addWord(place.word(), place.from(), place.to());
    } else if (!hasLetter(place.word()) && length >= SHORTEST_NUMBER) {
      layout.addPatterns(place.from(), place.to(), length);
    }
  }

  private static boolean hasLetter(String text) {
    return text.chars().anyMatch(Character::isLetter);
  }

  /** Any part of a run is a run. */
  private static void addRuns(String text, Matcher matcher, int shortest, Layout layout) {
    for (var run : matcher.execute(text)) {
      layout.addPatterns(run.i, run.j + 1, shortest);
    }
  }

  /** What is written again and again: <i>aaaa</i>, <i>abab</i>. */
  private static void addPeriods(String text, Layout layout) {
    for (int period = 1; period <= LONGEST_PERIOD; period++) {
      int from = 0;
      for (int to = period; to <= text.length(); to++) {
        if (to == text.length() || text.charAt(to) != text.charAt(to - period)) {
          layout.addPatterns(from, to, Math.max(SHORTEST_SEQUENCE, 2 * period));
          from = to - period + 1;
        }
      }
    }
  }

  private static void addName(String text, String name, Layout layout) {
    Stream.concat(Stream.of(name), PARTS_OF_NAME.splitAsStream(name))
        .filter(part -> part.length() >= SHORTEST_NAME)
        .forEach(part -> addPart(text, part, layout));
  }

  private static void addPart(String text, String part, Layout layout) {
    int length = part.length();
    for (int from = 0; from + length <= text.length(); from++) {
      if (text.regionMatches(true, from, part, 0, length)) {
        layout.addName(from, from + length);
      }
    }
  }
}
