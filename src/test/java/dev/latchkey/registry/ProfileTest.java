package dev.latchkey.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0", "\u2003", "\u3000", "\u2028", "\0", "\u0085"})
  void blankName_isRefused(String name) {
    assertRefused(name, "is blank");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jo\0hn", "jo\nhn", "jo\u001b[2Jhn", "jo\u007fhn", "john\u0085"})
  void controlCharacter_isRefused(String name) {
    assertRefused(name, "holds a control character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"john\ud800", "\udc00john", "jo\udc00\ud800hn"})
  void unpairedSurrogate_isRefused(String name) {
    assertRefused(name, "is not valid Unicode");
  }

  @Test
  void over254CodePoints_isRefused() {
    assertRefused("😀".repeat(255), "is longer than 254 characters");
    assertThat(new Profile("😀".repeat(254), "j@example.com", "J", "D")).isNotNull();
  }

  /** No-break, full-width and zero-width ones, the byte order mark, and a letter that is blank. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "john ",
        " john",
        "john\u00a0",
        "\u3000john",
        "john\u200b",
        "\ufeffjohn",
        "john\u2060",
        "john\u00ad",
        "john\u200f",
        "john\u3164",
        "john\u2028"
      })
  void blankAtAnEnd_isRefused(String name) {
    assertRefused(name, "begins or ends with a blank or an invisible character");
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile("john", "j@example.com", name, "D"))
        .withMessageStartingWith("firstName begins or ends");
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile("john", "j@example.com", "J", name))
        .withMessageStartingWith("lastName begins or ends");
  }

  @ParameterizedTest
  @CsvSource({
    "john\u00a0doe,   holds a blank that is not the one of the space bar",
    "john\u3000doe,   holds a blank that is not the one of the space bar",
    "jo\u200bhn,      holds an invisible character",
    "jo\u202ehn,      holds an invisible character",
    "jo\ufffdhn,      'holds U+FFFD, which stands for a character that was lost on the way'"
  })
  void nameThatNobodyCanType_isRefused(String name, String problem) {
    assertRefused(name, problem);
  }

  /** As macOS writes files, as full-width letters, and with a ligature. */
  @ParameterizedTest
  @ValueSource(strings = {"Jose\u0301", "\uff4a\uff4f\uff48\uff4e", "\ufb01nn"})
  void nameInAnotherFormThanKeyboardsGive_isRefused(String name) {
    assertRefused(
        name,
        "has a character in a form that keyboards do not give: bring it to Unicode's form NFKC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"john doe", "José", "łukasz", "山田 太郎", "❤️", "@john", "a@b@c"})
  void nameThatCanBeTyped_isKept(String name) {
    assertThat(new Profile(name, "j@example.com", "J", "D").username()).isEqualTo(name);
  }

  /** What people read is less strict: Persian needs the joiner, and nobody logs in with it. */
  @ParameterizedTest
  @ValueSource(strings = {"می\u200cخواهم", "Mª José", "Jose\u0301", "山田\u3000太郎", "J\u00a0R"})
  void nameThatIsOnlyRead_isKept(String name) {
    assertThat(new Profile("john", "j@example.com", name, name).firstName()).isEqualTo(name);
  }

  @Test
  void peopleWithOneName_haveNoLastName() {
    assertThat(new Profile("john", "j@example.com", "Sukarno", "").lastName()).isEmpty();
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile("john", "j@example.com", "", "Sukarno"))
        .withMessage("firstName is blank");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "john",
        "@example.com",
        "john@",
        "fay@@example.com",
        "hal@example..com",
        "a..b@example.com",
        ".a@example.com",
        "a.@example.com",
        "a@example.com.",
        "a@.example.com",
        "a@-example.com",
        "a@exa_mple.com",
        "mailto:b@example.com",
        "a@x.example;b@y.example",
        "<a@example.com>",
        "a@x.example,b@y.example",
        "list:a@x.example;",
        "a@example.com(Ann)",
        "a\\@@example.com",
        "\"a@b\"@example.com",
        "@x.example:a@y.example",
        "a@b@example.com",
        "a@[1.2.3.4]",
        "a@b/c"
      })
  void whatIsNoAddress_isRefused(String email) {
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile("john", email, "J", "D"))
        .withMessage("email is not an e-mail address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Ann Lee <ann6@example.com>", "eve @example.com", "a@x.example b@y.example"})
  void addressWithABlank_isRefused(String email) {
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile("john", email, "J", "D"))
        .withMessage("email holds a blank: one e-mail address is needed, and nothing else");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "j@example.com",
        "J.Doe+tag@Mail.Example.COM",
        "o'hara@example.ie",
        "root@localhost",
        "łukasz@żółw.pl",
        "用户@例子.广告",
        "अजय@डाटा.भारत",
        "квіточка@пошта.укр",
        "Dörte@Sörensen.example",
        "χρήστης@παράδειγμα.ελ",
        "j@xn--w-uga1v8h.pl",
        "𠮷野@example.jp",
        "_x@example.com",
        "a@ⵍⵎⵖⵔⵉⴱ.ma"
      })
  void address_isKept(String email) {
    assertThat(new Profile("john", email, "J", "D").email()).isEqualTo(email);
  }

  @Test
  void everyMember_isHeldToTheRule() {
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile("john", " ", "J", "D"))
        .withMessage("email is blank");
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile("john", "j@example.com", " ", "D"))
        .withMessage("firstName is blank");
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile("john", "j@example.com", "J", " "))
        .withMessage("lastName is blank");
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> NewUser.requireFavorites(List.of("a", "b ")))
        .withMessageStartingWith("favorite begins or ends");
  }

  private static void assertRefused(String username, String problem) {
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile(username, "j@example.com", "J", "D"))
        .withMessage("username " + problem);
  }
}
