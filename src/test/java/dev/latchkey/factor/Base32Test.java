package dev.latchkey.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base32Test {

  private static final org.apache.commons.codec.binary.Base32 REFERENCE =
      new org.apache.commons.codec.binary.Base32();

  /** RFC 4648, section 10, without the padding. */
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void vectorsOfTheRfc_hold(String bytes, String text) {
    assertThat(Base32.encode(bytes.getBytes(US_ASCII))).isEqualTo(text);
    assertThat(Base32.decode(text)).hasValue(bytes.getBytes(US_ASCII));
  }

  @Test
  void randomBytes_areEncodedAsByTheReference() {
    var random = new Random(4648);
    for (int i = 0; i < 5_000; i++) {
      var bytes = new byte[random.nextInt(65)];
      random.nextBytes(bytes);

      var text = Base32.encode(bytes);

      assertThat(text).isEqualTo(REFERENCE.encodeToString(bytes).replace("=", ""));
      assertThat(Base32.decode(text)).hasValue(bytes);
    }
  }

  @Test
  void smallLetters_areCapitals() {
    assertThat(Base32.decode("mzXw6yTbOi")).hasValue("foobar".getBytes(US_ASCII));
  }

  /** Apps do the same with secrets that a careless server made character by character. */
  @Test
  void bitsThatMakeNoByte_areDropped() {
    assertThat(Base32.decode("MZXW6YTBOJ")).hasValue("foobar".getBytes(US_ASCII));
    assertThat(REFERENCE.decode("MZXW6YTBOJ")).isEqualTo("foobar".getBytes(US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"M", "MZX", "MZXW6Y", "MZXW6YTBO", "MZXW6YTBOIA", "MZXW6YTBOIAAAA"})
  void lengthThatNoBytesHave_isNone(String text) {
    assertThat(Base32.decode(text)).isEmpty();
  }

  /** Neighbours of the alphabet, look-alikes, and letters that fold to an ASCII letter. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "1", "8", "9", "=", "-", " ", "@", "[", "`", "{", "Ä", "\u212A", "\u0131", "Ａ"
      })
  void otherCharacter_isNone(String character) {
    assertThat(Base32.decode("MZXW6YT" + character)).isEmpty();
  }
}
