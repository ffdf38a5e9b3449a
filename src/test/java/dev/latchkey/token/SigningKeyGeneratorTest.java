package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyGeneratorTest {

  private static final Base64.Decoder BASE64_URL = Base64.getUrlDecoder();

  @TempDir Path folder;

  @Test
  void es256_isAKeyOfTheFolder() {
    var keys = new KeyFolder(folder).with("a.pem", SigningKeyGenerator.es256()).load();

    assertThat(keys.signing().algorithm().getAlgorithm()).isEqualTo("ES256");
  }

  @Test
  void es256_carriesItsPublicPoint() {
    var pem = SigningKeyGenerator.es256();
    var jwk = new KeyFolder(folder).with("a.pem", pem).load().signing().publicJwk();
    var point =
        "04"
            + hex(BASE64_URL.decode((String) jwk.get("x")))
            + hex(BASE64_URL.decode((String) jwk.get("y")));

    assertThat(hex(der(pem))).endsWith("a144034200" + point);
  }

  @Test
  void es256_isAnotherKeyEachTime() {
    assertThat(SigningKeyGenerator.es256()).isNotEqualTo(SigningKeyGenerator.es256());
  }

  @Test
  void rs256_isAKeyOf3072Bits() {
    var keys = new KeyFolder(folder).with("a.pem", SigningKeyGenerator.rs256()).load();

    assertThat(keys.signing().algorithm().getAlgorithm()).isEqualTo("RS256");
    assertThat(keys.signing().bits()).isEqualTo(3072);
    assertThat(keys.warnings()).isEmpty();
  }

  @Test
  void pem_hasLinesOf64AndEndsWithALineEnd() {
    assertThat(SigningKeyGenerator.es256())
        .matches(
            "-----BEGIN PRIVATE KEY-----\n([A-Za-z0-9+/]{64}\n)+[A-Za-z0-9+/=]{1,64}\n-----END PRIVATE KEY-----\n");
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
