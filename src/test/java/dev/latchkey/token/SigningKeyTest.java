package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import dev.latchkey.keys.KeyFolderException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

  private static final Path FILE = Path.of("/keys/a.pem");

  @Test
  void thumbprint_isThatOfTheExampleInRfc7638() throws Exception {
    var modulus =
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECP"
            + "ebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2Qvz"
            + "qY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6W"
            + "eZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    var key =
        KeyFactory.getInstance("RSA")
            .generatePublic(
                new RSAPublicKeySpec(
                    new BigInteger(1, Base64.getUrlDecoder().decode(modulus)),
                    BigInteger.valueOf(65537)));

    assertThat(SigningKey.thumbprint(key)).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  }

  // Half of all points have an even y, and one in 128 a coordinate with a leading zero byte.
  @RepeatedTest(20)
  void ecKey_getsThePublicKeyOfItsPair() throws Exception {
    var pair = SigningKeyGenerator.newP256();

    var key = SigningKey.of(pair.getPrivate(), FILE);

    var expected = new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic()).build();
    assertThat(key.publicJwk())
        .containsEntry("x", expected.getX().toString())
        .containsEntry("y", expected.getY().toString())
        .hasSize(7);
    assertThat(key.id()).isEqualTo(expected.computeThumbprint().toString());
  }

  @Test
  void rsaKey_getsThePublicKeyOfItsPair() throws Exception {
    var pair = Pems.rsa(2048);

    var key = SigningKey.of(pair.getPrivate(), FILE);

    var expected = new RSAKey.Builder((RSAPublicKey) pair.getPublic()).build();
    assertThat(key.publicJwk())
        .containsEntry("n", expected.getModulus().toString())
        .containsEntry("e", "AQAB")
        .hasSize(6);
    assertThat(key.id()).isEqualTo(expected.computeThumbprint().toString());
  }

  @Test
  void publicJwk_hasKidUseAndAlgorithm() {
    var key = SigningKey.of(SigningKeyGenerator.newP256().getPrivate(), FILE);

    assertThat(key.publicJwk())
        .containsOnlyKeys("kty", "kid", "use", "alg", "crv", "x", "y")
        .containsEntry("kty", "EC")
        .containsEntry("kid", key.id())
        .containsEntry("use", "sig")
        .containsEntry("alg", "ES256")
        .containsEntry("crv", "P-256");
  }

  @Test
  void rsaUnder2048Bits_isRefused() {
    var key = Pems.rsa(1024).getPrivate();

    assertThatThrownBy(() -> SigningKey.of(key, FILE))
        .isInstanceOf(KeyFolderException.class)
        .hasMessage("/keys/a.pem is an RSA key of 1024 bits; at least 2048 are needed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp384r1", "secp521r1"})
  void otherCurve_isRefused(String curve) {
    var key = Pems.ec(curve).getPrivate();

    assertThatThrownBy(() -> SigningKey.of(key, FILE))
        .isInstanceOf(KeyFolderException.class)
        .hasMessage("/keys/a.pem is on another curve than P-256");
  }

  @Test
  void otherType_isRefused() {
    var key = Pems.of("Ed25519").getPrivate();

    assertThatThrownBy(() -> SigningKey.of(key, FILE))
        .isInstanceOf(KeyFolderException.class)
        .hasMessage("/keys/a.pem must hold an EC key on P-256 or an RSA key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero", "order", "over"})
  void privateKeyOutOfRange_isRefused(String kind) throws Exception {
    var order = EllipticCurves.P256.getOrder();
    var number =
        switch (kind) {
          case "zero" -> BigInteger.ZERO;
          case "order" -> order;
          default -> order.shiftLeft(8);
        };
    var key =
        KeyFactory.getInstance("EC")
            .generatePrivate(new ECPrivateKeySpec(number, EllipticCurves.P256));

    assertThatThrownBy(() -> SigningKey.of(key, FILE))
        .isInstanceOf(KeyFolderException.class)
        .hasMessage("/keys/a.pem is damaged: its key does not sign");
  }

  @Test
  void print_showsNothingPrivate() {
    var key = SigningKey.of(SigningKeyGenerator.newP256().getPrivate(), FILE);

    assertThat(key).hasToString("SigningKey[" + key.id() + "]");
  }
}
