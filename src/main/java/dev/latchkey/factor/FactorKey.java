package dev.latchkey.factor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for AES-256 and what it is known by. Its id is a hash of the key, so a file may be renamed
 * or copied and every replica still names the key alike; it says nothing of the key, which is
 * random. Immutable.
 */
final class FactorKey {

  static final int BYTES = 32;

  /** Sixteen hexadecimal digits: enough to tell a handful of keys apart, and to compare by eye. */
  private static final int ID_BYTES = 8;

  /** So that the id is the hash of nothing that has another meaning elsewhere. */
  private static final byte[] ID_CONTEXT =
      "latchkey.factor.key-id\0".getBytes(StandardCharsets.US_ASCII);

  private final String id;
  private final String file;
  private final SecretKey secretKey;

  /**
   * @param bytes {@link #BYTES} random ones
   * @param file the name of its file, without the folder
   */
  FactorKey(byte[] bytes, String file) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a key of " + bytes.length + " bytes");
    }
    this.id = id(bytes);
    this.file = file;
    this.secretKey = new SecretKeySpec(bytes, "AES");
  }

  static byte[] randomBytes() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static String id(byte[] bytes) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      hash.update(ID_CONTEXT);
      return HexFormat.of().formatHex(Arrays.copyOf(hash.digest(bytes), ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  String id() {
    return id;
  }

  String file() {
    return file;
  }

  SecretKey secretKey() {
    return secretKey;
  }

  @Override
  public String toString() {
    return "FactorKey[" + id + "]";
  }
}
