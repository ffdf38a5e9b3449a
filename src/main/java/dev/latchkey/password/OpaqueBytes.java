package dev.latchkey.password;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/**
 * Carries bytes through an interface that takes characters. Elytron normalises every password to NFKC
 * before it hashes, so that the password {@code ﬁ} would also open with {@code fi}; ours are compared
 * as their exact bytes. Each byte travels as a private-use character, which normalisation leaves
 * alone, and becomes itself again.
 */
final class OpaqueBytes extends Charset {

  static final OpaqueBytes INSTANCE = new OpaqueBytes();

  private static final char BASE = '\uE000';

  private OpaqueBytes() {
    super("X-Latchkey-Opaque-Bytes", null);
  }

  static char[] chars(byte[] bytes) {
    var chars = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      chars[i] = (char) (BASE + (bytes[i] & 0xff));
    }
    return chars;
  }

  @Override
  public boolean contains(Charset other) {
    return other instanceof OpaqueBytes;
  }

  @Override
  public CharsetEncoder newEncoder() {
    return new CharsetEncoder(this, 1, 1, new byte[] {0}) {
      @Override
      protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
        while (in.hasRemaining()) {
          if (!out.hasRemaining()) {
            return CoderResult.OVERFLOW;
          }
          out.put((byte) (in.get() - BASE));
        }
        return CoderResult.UNDERFLOW;
      }

      @Override
      public boolean isLegalReplacement(byte[] replacement) {
        return true;
      }
    };
  }

  @Override
  public CharsetDecoder newDecoder() {
    throw new UnsupportedOperationException();
  }
}
