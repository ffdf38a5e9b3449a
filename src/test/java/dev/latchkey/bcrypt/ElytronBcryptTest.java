package dev.latchkey.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElytronBcryptTest {

  private static final String HASH = "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i";

  @ParameterizedTest
  @CsvSource({
    // jBCrypt's vectors
    "'', $2a$10$k1wbIrmNyFAPwPVPSVa/zecw2BCEnBwVS2GbrmgzxFUOqW9dk4TCW",
    "a, $2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
    "abc, $2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
    // crypt_blowfish's: 8-bit characters, and 72 bytes
    "U*U, $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
    "U*U*U, $2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a",
  })
  void knownAnswer_isReproduced(String password, String modularCrypt) {
    var hash = ElytronBcrypt.parse(modularCrypt).orElseThrow();

    assertThat(ElytronBcrypt.digest(bytes(password), hash.salt(), hash.cost()))
        .isEqualTo(hash.digest());
    assertThat(ElytronBcrypt.format(hash)).isEqualTo(modularCrypt);
  }

  @Test
  void everyByte_countsAsItIs() {
    var random = new Random(7);
    for (int length = 0; length <= 72; length++) {
      var key = new byte[length];
      var salt = new byte[16];
      random.nextBytes(salt);
      for (int i = 0; i < length; i++) {
        key[i] = (byte) (1 + random.nextInt(255));
      }

      assertThat(ElytronBcrypt.digest(key, salt, 4))
          .isEqualTo(BCrypt.withDefaults().hashRaw(4, salt, key).rawHash);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
  void prefix_doesNotChangeTheHash(String prefix) {
    var hash = ElytronBcrypt.parse(prefix + HASH.substring(4)).orElseThrow();

    assertThat(hash.cost()).isEqualTo(6);
    assertThat(hash.salt()).hasSize(16);
    assertThat(hash.digest()).hasSize(23);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$2a$",
        "$2x$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
        "$2$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
        "$2a$03$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
        "$2a$16$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
        "$2a$6$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i1",
        "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0",
        "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i.",
        "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf+iqN8.yx.jNN1ILEf7h0i",
        "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i\n",
        "$6$rounds=5000$saltsalt$hash",
        "{bcrypt}$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"
      })
  void damagedOrForeignHash_isNone(String text) {
    assertThat(ElytronBcrypt.parse(text)).isEmpty();
  }

  @Test
  void unusedBitsOfTheLastCharacters_doNotMatter() {
    // The last character of the salt has four unused bits, that of the digest has two. Some
    // implementations set these bits.
    var usual = ElytronBcrypt.parse("$2a$04$......................" + ".".repeat(31)).orElseThrow();
    var spare = ElytronBcrypt.parse("$2a$04$.....................N" + ".".repeat(30) + "/");

    assertThat(spare).isPresent();
    assertThat(spare.orElseThrow().salt()).isEqualTo(usual.salt());
    assertThat(spare.orElseThrow().digest()).isEqualTo(usual.digest());
  }

  @Test
  void everyByte_passesThroughUnchanged() {
    var bytes = new byte[256];
    IntStream.range(0, 256).forEach(i -> bytes[i] = (byte) i);

    assertThat(new String(ExactBytes.chars(bytes)).getBytes(ExactBytes.charset())).isEqualTo(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
