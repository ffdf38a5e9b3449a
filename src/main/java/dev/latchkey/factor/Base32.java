package dev.latchkey.factor;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Base32 (RFC 4648, section 6) without padding, as authenticator apps show it. The JDK has none,
 * nor has any library of the product.
 */
final class Base32 {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  /** A character is worth five bits. */
  private static final int BITS = 5;

  private Base32() {}

  static String encode(byte[] bytes) {
    var text = new StringBuilder();
    int buffer = 0;
    int held = 0;
    for (byte next : bytes) {
      buffer = (buffer << Byte.SIZE | next & 0xff) & 0xfff;
      held += Byte.SIZE;
      while (held >= BITS) {
        held -= BITS;
        text.append(ALPHABET.charAt(buffer >> held & 0x1f));
      }
    }
    if (held > 0) {
      text.append(ALPHABET.charAt(buffer << BITS - held & 0x1f));
    }
    return text.toString();
  }

  /**
   * Empty where it is none: another character, or a length that no bytes have (RFC 4648, section
   * 6). Small letters count as capitals. Bits at the end that make no whole byte are dropped, as
   * authenticator apps do.
   */
  static Optional<byte[]> decode(String text) {
    int rest = text.length() % 8;
    if (rest == 1 || rest == 3 || rest == 6) {
      return Optional.empty();
    }
    var bytes = new ByteArrayOutputStream();
    int buffer = 0;
    int held = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = value(text.charAt(i));
      if (value < 0) {
        return Optional.empty();
      }
      buffer = (buffer << BITS | value) & 0xfff;
      held += BITS;
      if (held >= Byte.SIZE) {
        held -= Byte.SIZE;
        bytes.write(buffer >> held);
      }
    }
    return Optional.of(bytes.toByteArray());
  }

  private static int value(char character) {
    boolean small = character >= 'a' && character <= 'z';
    return ALPHABET.indexOf(small ? character - 'a' + 'A' : character);
  }
}
