package dev.latchkey.token;

import dev.latchkey.keys.KeyFolderException;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Collections;
import java.util.Map;
import javax.crypto.KeyAgreement;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * A private key with the algorithm its type decides (P-256: ES256, RSA: RS256) and what is public
 * of it. The public key is computed from the private one, never read from the file, and the pair
 * has signed and verified once: what is published is what verifies. Immutable.
 */
final class SigningKey {

  private static final int RSA_REFUSED_BELOW = 2048;

  private final PrivateKey privateKey;
  private final PublicKey publicKey;
  private final SignatureAlgorithm algorithm;
  private final String id;
  private final Map<String, Object> publicJwk;

  private SigningKey(PrivateKey privateKey, PublicKey publicKey, SignatureAlgorithm algorithm)
      throws JoseException {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.algorithm = algorithm;
    this.id = thumbprint(publicKey);
    var jwk = PublicJsonWebKey.Factory.newPublicJwk(publicKey);
    jwk.setKeyId(id);
    jwk.setUse("sig");
    jwk.setAlgorithm(algorithm.getAlgorithm());
    this.publicJwk = Collections.unmodifiableMap(jwk.toParams(OutputControlLevel.PUBLIC_ONLY));
  }

  /**
   * @param file names the key in the message of a refusal
   * @throws KeyFolderException when tokens cannot be signed with it
   */
  static SigningKey of(PrivateKey key, Path file) {
    try {
      if (key instanceof ECPrivateKey ec) {
        return ofEc(ec, file);
      }
      if (key instanceof RSAPrivateCrtKey rsa) {
        return ofRsa(rsa, file);
      }
    } catch (GeneralSecurityException | JoseException | RuntimeException e) {
      if (e instanceof KeyFolderException refusal) {
        throw refusal;
      }
      throw new KeyFolderException(file, "is damaged: its key does not sign");
    }
    throw new KeyFolderException(file, "must hold an EC key on P-256 or an RSA key");
  }

  private static SigningKey ofEc(ECPrivateKey key, Path file)
      throws GeneralSecurityException, JoseException {
    if (!EllipticCurves.P256.getCurve().equals(key.getParams().getCurve())) {
      throw new KeyFolderException(file, "is on another curve than P-256");
    }
    var p = ((ECFieldFp) EllipticCurves.P256.getCurve().getField()).getP();
    var x = timesBasePoint(key);
    var y = ordinate(x, p);
    // One x has two points, y and -y; only the private key knows which is its own.
    for (var candidate : new BigInteger[] {y, p.subtract(y)}) {
      var publicKey = ecPublicKey(new ECPoint(x, candidate));
      if (signsFor(key, publicKey, "SHA256withECDSA")) {
        return new SigningKey(key, publicKey, SignatureAlgorithm.ES256);
      }
    }
    throw new KeyFolderException(file, "is damaged: its key does not sign");
  }

  /**
   * The x coordinate of the public point. The JDK computes a public key only together with a new
   * private one, but a Diffie-Hellman agreement with the curve's base point is that product.
   */
  private static BigInteger timesBasePoint(ECPrivateKey key) throws GeneralSecurityException {
    var agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(key);
    agreement.doPhase(ecPublicKey(EllipticCurves.P256.getGenerator()), true);
    return new BigInteger(1, agreement.generateSecret());
  }

  /** A square root of x³ + ax + b; p is 3 modulo 4, so it is the power (p + 1) / 4. */
  private static BigInteger ordinate(BigInteger x, BigInteger p) {
    var curve = EllipticCurves.P256.getCurve();
    var square = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB()).mod(p);
    return square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
  }

  private static PublicKey ecPublicKey(ECPoint point) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, EllipticCurves.P256));
  }

  private static SigningKey ofRsa(RSAPrivateCrtKey key, Path file)
      throws GeneralSecurityException, JoseException {
    int bits = key.getModulus().bitLength();
    if (bits < RSA_REFUSED_BELOW) {
      throw new KeyFolderException(
          file,
          "is an RSA key of " + bits + " bits; at least " + RSA_REFUSED_BELOW + " are needed");
    }
    var publicKey =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    if (!signsFor(key, publicKey, "SHA256withRSA")) {
      throw new KeyFolderException(file, "is damaged: its key does not sign");
    }
    return new SigningKey(key, publicKey, SignatureAlgorithm.RS256);
  }

  private static boolean signsFor(PrivateKey privateKey, PublicKey publicKey, String algorithm)
      throws GeneralSecurityException {
    var probe = new byte[] {1};
    var signature = Signature.getInstance(algorithm);
    signature.initSign(privateKey);
    signature.update(probe);
    var signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(probe);
    return signature.verify(signed);
  }

  /** The JWK thumbprint of RFC 7638, by SHA-256. */
  static String thumbprint(PublicKey key) throws JoseException {
    return PublicJsonWebKey.Factory.newPublicJwk(key)
        .calculateBase64urlEncodedThumbprint("SHA-256");
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  PublicKey publicKey() {
    return publicKey;
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** {@code kid}. */
  String id() {
    return id;
  }

  /** The members of the key in the key set, public ones only. */
  Map<String, Object> publicJwk() {
    return publicJwk;
  }

  /** The length of the modulus of an RSA key in bits, of the field of an EC key otherwise. */
  int bits() {
    return privateKey instanceof RSAPrivateCrtKey rsa ? rsa.getModulus().bitLength() : 256;
  }

  /** Of its signatures, in bytes: one as long as the modulus, or two numbers below the order. */
  int signatureLength() {
    return privateKey instanceof RSAPrivateCrtKey ? (bits() + 7) / 8 : 2 * 256 / 8;
  }

  @Override
  public String toString() {
    return "SigningKey[" + id + "]";
  }
}
