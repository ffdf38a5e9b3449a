package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {

  private static final List<String> NAMES =
      List.of("john.doe", "john.doe@mail.example", "John", "Doe", "acme.example", "Acme Ltd");

  private static final CommonPasswords COMMON = CommonPasswords.load();

  @Test
  void everyListedPasswordThatIsLongEnough_isCommonInAnyCase() throws IOException {
    assertThat(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies())
        .hasSizeGreaterThan(20_000)
        .filteredOn(word -> word.length() >= 15)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            word -> {
              assertThat(isCommon(word)).as(word).isTrue();
              assertThat(isCommon(word.toUpperCase(Locale.ROOT))).as(word).isTrue();
            });
  }

  /** Those that a user with a second factor could choose. */
  @Test
  void everyListedPasswordOf8Characters_isCommon() throws IOException {
    assertThat(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies())
        .filteredOn(word -> word.length() >= 8)
        .hasSizeGreaterThan(1_000)
        .allSatisfy(word -> assertThat(isCommon(word)).as(word).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwordpassword",
        "PasswordPASSWORDpassword",
        "password password",
        "dragon-dragon-dragon",
        "iloveyouiloveyou",
        "p4ssw0rdP@$$word",
        "drowssappassword"
      })
  void listedPasswordRepeated_isCommon(String text) {
    assertThat(isCommon(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password1234567",
        "1234567password",
        "Password20261126",
        "password83910485",
        "monkey00000000000",
        "2026sunshine2026",
        "Sunshine!!!!!!!!",
        "!Princess-2026!!",
        "p@ssw0rd-1999-2026"
      })
  void listedPasswordWithDigits_isCommon(String text) {
    assertThat(isCommon(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "john.doe.password",
        "passwordjohn.doe",
        "JohnDoe-Dragon1",
        "acme-password-2026",
        "john.doe@mail.example1",
        "johndoejohndoe",
        "JohnDoe19871987",
        "AcmeAcmeAcme2026"
      })
  void nameWithAListedPasswordOrDigits_isCommon(String text) {
    assertThat(isCommon(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaaaaaaaaa",
        "               ",
        "121212121212121",
        "abcabcabcabcabc",
        "123456789012345",
        "987654321098765",
        "abcdefghijklmnop",
        "qwertyuiopasdfgh",
        "zxcvbnmasdfghjkl",
        "QWERTYuiop123456",
        "1qaz2wsx3edc4rfv",
        "20262026202620262026",
        "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"
      })
  void simplePattern_isCommon(String text) {
    assertThat(isCommon(text)).isTrue();
  }

  /** To refuse one of these would be a fault as well. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple",
        "correcthorsebatterystaple",
        "a long enough password",
        "my password is very long",
        "the cat sat on the mat",
        "blue sky and green grass",
        "I like my coffee black!",
        "three little birds sing",
        "monkeys and dragons 2026",
        "Donaudampfschifffahrt",
        "ein Haus am See im Mai",
        "la vie est belle demain",
        "ich-liebe-kalten-kaffee",
        "лошадь батарея скоба",
        "正確な馬の電池のホチキスを使います",
        "sunshine football guitar",
        "John likes Acme rockets",
        "John ate an apple at noon"
      })
  void goodPassPhrase_isNotCommon(String text) {
    assertThat(isCommon(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mxkqvbhtzrwpgfj",
        "kX9#mP2q",
        "Tr4vq-8Lzw2-nYc7",
        "4d0b2f0e9a1c7e5d3b8f6a2c9e1d7b5f3a",
        "0d7a6a55-5d2c-4a39-8f5e-6c5f0ad7b0f4",
        "839201847562093",
        "83746510"
      })
  void randomPassword_isNotCommon(String text) {
    assertThat(isCommon(text)).isFalse();
  }

  /** What a manager of passwords makes, in the shortest length that is allowed. */
  @Test
  void randomPasswords_areNotCommon() {
    var random = new Random(15);
    var signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder();
      random.ints(15, 0, signs.length()).forEach(sign -> text.append(signs.charAt(sign)));
      assertThat(isCommon(text.toString())).as(text.toString()).isFalse();
    }
  }

  static Stream<String> hostileTexts() {
    return Stream.of(
            "a",
            "ab",
            "aaab",
            "1l!|7+",
            "4@8({[<369!1|0$5+7%2",
            "p4$$w0rd",
            "!1|",
            "qwertyuiop",
            "qazwsxedcrfv",
            "1234567890",
            "10",
            "abcdefghijklmnopqrstuvwxyz",
            "password",
            "loveliveevil",
            "😀",
            " ")
        .map(part -> part.repeat(72).substring(0, 72));
  }

  /** A hundred times, because once is too short to be measured. */
  @ParameterizedTest
  @MethodSource("hostileTexts")
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void hostileText_takesMilliseconds(String text) {
    for (int i = 0; i < 100; i++) {
      isCommon(text);
    }
  }

  private static boolean isCommon(String text) {
    return COMMON.isCommon(text, NAMES);
  }
}
