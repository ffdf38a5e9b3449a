package dev.latchkey.token;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/** Makes new signing keys, as unencrypted PKCS#8 PEM (RFC 7468, section 10). Any thread. */
public final class SigningKeyGenerator {

  private static final int RSA_BITS = 3072;

  /** The bytes of a coordinate, and of a private key, on P-256. */
  private static final int P256_BYTES = 32;

  // On P-256 every length is fixed, so the DER of RFC 5208 around RFC 5915 is a text with gaps. The
  // encoding of the JDK leaves the public point out, but some readers need it.
  private static final String BEFORE_PRIVATE =
      "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420";
  private static final String BEFORE_PUBLIC = "a14403420004";

  private SigningKeyGenerator() {}

  /** A new key on P-256, for ES256. */
  public static String es256() {
    return pem(encode(newP256()));
  }

  /** A new RSA key of 3072 bits, for RS256. It takes up to a few seconds. */
  public static String rs256() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS);
      return pem(generator.generateKeyPair().getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no RSA", e);
    }
  }

  static KeyPair newP256() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no P-256", e);
    }
  }

  private static byte[] encode(KeyPair pair) {
    var before = HexFormat.of().parseHex(BEFORE_PRIVATE);
    var between = HexFormat.of().parseHex(BEFORE_PUBLIC);
    var point = ((ECPublicKey) pair.getPublic()).getW();
    return ByteBuffer.allocate(before.length + between.length + 3 * P256_BYTES)
        .put(before)
        .put(fixedLength(((ECPrivateKey) pair.getPrivate()).getS()))
        .put(between)
        .put(fixedLength(point.getAffineX()))
        .put(fixedLength(point.getAffineY()))
        .array();
  }

  private static byte[] fixedLength(BigInteger number) {
    var bytes = number.toByteArray();
    var fixed = new byte[P256_BYTES];
    int length = Math.min(bytes.length, P256_BYTES); // a leading zero byte may hold the sign
    System.arraycopy(bytes, bytes.length - length, fixed, P256_BYTES - length, length);
    return fixed;
  }

  private static String pem(byte[] pkcs8) {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN PRIVATE KEY-----\n"
        + lines.encodeToString(pkcs8)
        + "\n-----END PRIVATE KEY-----\n";
  }
}
