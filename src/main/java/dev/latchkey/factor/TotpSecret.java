package dev.latchkey.factor;

import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a user's authenticator app and this service share (RFC 6238): 80 to 512 bits. Immutable. It
 * shows itself only where it is asked for its Base32.
 */
public final class TotpSecret {

  /** What RFC 4226, section 4, recommends. */
  private static final int NEW_BYTES = 20;

  /** Old apps made secrets of 80 bits. */
  static final int MIN_BYTES = 10;

  /** A longer key of HMAC-SHA-1 is hashed first, and gains nothing. */
  static final int MAX_BYTES = 64;

  private final byte[] bytes;

  private TotpSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new one of 160 random bits. */
  public static TotpSecret random() {
    var bytes = new byte[NEW_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new TotpSecret(bytes);
  }

  /**
   * Reads a secret that another system made: Base32 (RFC 4648), without regard to case, blanks,
   * hyphens and padding.
   *
   * @throws UnusableSecretException when it is none, or has fewer than 80 or more than 512 bits
   */
  public static TotpSecret ofBase32(String text) {
    var bytes =
        Base32.decode(withoutPadding(TypedText.withoutGaps(text)))
            .orElseThrow(
                () ->
                    new UnusableSecretException(
                        "must be whole Base32: the letters A to Z and the digits 2 to 7"));
    if (!fits(bytes)) {
      throw new UnusableSecretException(
          "must have from " + MIN_BYTES * Byte.SIZE + " to " + MAX_BYTES * Byte.SIZE + " bits");
    }
    return new TotpSecret(bytes);
  }

  private static String withoutPadding(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    return text.substring(0, end);
  }

  /**
   * @param bytes as many as {@link #fits} allows
   */
  static TotpSecret of(byte[] bytes) {
    if (!fits(bytes)) {
      throw new IllegalArgumentException("a secret of " + bytes.length + " bytes");
    }
    return new TotpSecret(bytes.clone());
  }

  static boolean fits(byte[] bytes) {
    return bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES;
  }

  /** In capitals, without padding: for the user's app, and for nobody else. */
  public String base32() {
    return Base32.encode(bytes);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  SecretKey macKey() {
    return new SecretKeySpec(bytes, "HmacSHA1");
  }

  /** Takes as long for equal secrets as for others of the same length. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TotpSecret secret && MessageDigest.isEqual(bytes, secret.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.length; // no bit of it, since a hash code may be printed
  }

  @Override
  public String toString() {
    return "TotpSecret[" + bytes.length * Byte.SIZE + " bits]";
  }
}
