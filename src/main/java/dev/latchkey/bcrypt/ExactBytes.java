package dev.latchkey.bcrypt;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/**
 * Carries bytes through Elytron unchanged. Elytron takes a password as characters and normalises
 * them (NFKC) before it encodes them, so that {@code ﬁ} would become {@code fi} and a password
 * would no longer be its own UTF-8 bytes. Here each byte is one character of the private use area,
 * which no normalisation touches, and this charset turns it back.
 */
final class ExactBytes extends Charset {

  private static final char FIRST = '\uE000';
  private static final ExactBytes CHARSET = new ExactBytes();

  private ExactBytes() {
    super("X-latchkey-exact-bytes", null);
  }

  static Charset charset() {
    return CHARSET;
  }

  static char[] chars(byte[] bytes) {
    var chars = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      chars[i] = (char) (FIRST + (bytes[i] & 0xff));
    }
    return chars;
  }

  @Override
  public boolean contains(Charset other) {
    return other.equals(this);
  }

  @Override
  public CharsetEncoder newEncoder() {
    return new CharsetEncoder(this, 1, 1, new byte[] {0}) {
      @Override
      public boolean isLegalReplacement(byte[] replacement) {
        return true;
      }

      @Override
      protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
        while (in.hasRemaining()) {
          if (!out.hasRemaining()) {
            return CoderResult.OVERFLOW;
          }
          int value = in.get() - FIRST;
          if (value < 0 || value > 0xff) {
            in.position(in.position() - 1);
            return CoderResult.unmappableForLength(1);
          }
          out.put((byte) value);
        }
        return CoderResult.UNDERFLOW;
      }
    };
  }

  @Override
  public CharsetDecoder newDecoder() {
    throw new UnsupportedOperationException("encodes only");
  }
}
