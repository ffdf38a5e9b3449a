package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text is a bcrypt hash exactly if its 60 characters say so, and salt and digest are what a
 * second decoder reads. A hash that is written again is the same hash. An import that refuses a
 * text can say why.
 */
public final class ModularCryptFuzz {

  private static final String DIGITS =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private ModularCryptFuzz() {}

  /** Called by the fuzzer, {@code bench/fuzz/run ModularCrypt SECONDS}, and by FuzzTargetsTest. */
  public static void fuzzerTestOneInput(byte[] input) {
    var text = new String(input, StandardCharsets.UTF_8);
    var hash = BcryptHash.parse(text);
    require(hash.isPresent() == isHash(text), "it is taken for a hash, or not");
    require(hash.isPresent() == ExistingHash.problemOf(text).isEmpty(), "an import says another");
    hash.ifPresent(read -> requireSame(text, read));
  }

  private static void requireSame(String text, BcryptHash read) {
    require(read.cost() == Integer.parseInt(text.substring(4, 6)), "another cost");
    require(Arrays.equals(read.salt(), decode(text.substring(7, 29), 16)), "another salt");
    require(Arrays.equals(read.digest(), decode(text.substring(29), 23)), "another digest");
    var again = BcryptHash.parse(read.format()).orElseThrow();
    require(
        again.cost() == read.cost()
            && Arrays.equals(again.salt(), read.salt())
            && Arrays.equals(again.digest(), read.digest()),
        "it is written as another hash");
  }

  private static boolean isHash(String text) {
    if (text.length() != 60 || !text.startsWith("$2") || "aby".indexOf(text.charAt(2)) < 0) {
      return false;
    }
    if (text.charAt(3) != '$' || text.charAt(6) != '$') {
      return false;
    }
    int tens = text.charAt(4) - '0';
    int ones = text.charAt(5) - '0';
    int cost = tens * 10 + ones;
    return tens >= 0
        && tens <= 9
        && ones >= 0
        && ones <= 9
        && cost >= BcryptHash.MIN_COST
        && cost <= BcryptHash.MAX_COST
        && text.substring(7).chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
  }

  /** Six bits a character, the highest first; what is left over in the end does not count. */
  private static byte[] decode(String text, int length) {
    var bytes = new byte[length];
    for (int bit = 0; bit < length * 8; bit++) {
      int six = DIGITS.indexOf(text.charAt(bit / 6));
      int value = (six >> (5 - bit % 6)) & 1;
      bytes[bit / 8] |= (byte) (value << (7 - bit % 8));
    }
    return bytes;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
