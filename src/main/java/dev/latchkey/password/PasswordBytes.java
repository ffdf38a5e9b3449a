package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a password that bcrypt takes.
 *
 * @param key UTF-8, at most 72 bytes, no NUL
 * @param exact whether the key is the whole password. bcrypt would take a longer one, or one with a
 *     NUL, for its beginning; nobody's password may be opened by another text, so those never match
 */
record PasswordBytes(byte[] key, boolean exact) {

  static PasswordBytes of(String password) {
    // An unpaired surrogate has no UTF-8 bytes: getBytes() puts '?' in its place.
    byte[] utf8 = password.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(utf8.length, BcryptHash.MAX_KEY_BYTES);
    for (int i = 0; i < length; i++) {
      if (utf8[i] == 0) {
        length = i;
      }
    }
    boolean exact = length == utf8.length && isUnicode(password);
    return new PasswordBytes(Arrays.copyOf(utf8, length), exact);
  }

  /** Whether the text has UTF-8 bytes: it has no unpaired surrogate. */
  static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  void wipe() {
    Arrays.fill(key, (byte) 0);
  }

  @Override
  public String toString() {
    return "PasswordBytes[…]";
  }
}
