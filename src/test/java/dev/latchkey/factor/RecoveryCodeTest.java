package dev.latchkey.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryCodeTest {

  private static final String CODE = "01AB-CDEF-GHJK-MNPQ-RSTV-WXYZ";

  @Test
  void set_hasTenDifferentCodes_thatPeopleCanType() {
    var set = RecoveryCode.newSet();

    assertThat(set).hasSize(10).doesNotHaveDuplicates();
    assertThat(set)
        .allSatisfy(
            code ->
                assertThat(code.text())
                    .matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}"));
  }

  /** 24 characters of 32 are 120 bits, if each of them takes all its values in all places. */
  @Test
  void eachPlace_hasAllCharactersAboutEquallyOften() {
    var counts = new HashMap<String, Integer>();
    int codes = 0;
    for (int i = 0; i < 1_000; i++) {
      for (var code : RecoveryCode.newSet()) {
        var symbols = code.text().replace("-", "");
        assertThat(symbols).hasSize(24);
        for (int place = 0; place < symbols.length(); place++) {
          counts.merge(place + ":" + symbols.charAt(place), 1, Integer::sum);
        }
        codes++;
      }
    }

    assertThat(counts).hasSize(24 * 32);
    double expected = codes / 32.0;
    double squares =
        counts.values().stream().mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    // Chi squared with 24 * 31 = 744 degrees of freedom; ten standard deviations of 39 either way.
    assertThat(squares).isBetween(744 - 390.0, 744 + 390.0);
  }

  @Test
  void codes_areNeverTheSame() {
    var seen = new HashSet<String>();
    for (int i = 0; i < 1_000; i++) {
      RecoveryCode.newSet().forEach(code -> assertThat(seen.add(code.text())).isTrue());
    }
  }

  @Test
  void hash_isTheSha256OfTheCharacters() throws Exception {
    var expected =
        MessageDigest.getInstance("SHA-256").digest("01ABCDEFGHJKMNPQRSTVWXYZ".getBytes(US_ASCII));

    assertThat(RecoveryCode.hashOf(CODE)).isEqualTo(expected).hasSize(32);
  }

  @Test
  void shownCode_hasTheHashOfTheTypedOne() {
    var code = RecoveryCode.newSet().get(0);

    assertThat(RecoveryCode.hashOf(code.text())).isEqualTo(code.hash());
    assertThat(RecoveryCode.hashOf(code.text().replace("-", ""))).isEqualTo(code.hash());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01abcdefghjkmnpqrstvwxyz",
        "01AB CDEF GHJK MNPQ RSTV WXYZ",
        " 01ab--cdef-ghjk mnpq-rstv-wxyz\r\n",
        "OIAB-CDEF-GHJK-MNPQ-RSTV-WXYZ",
        "olAb-CdEf-GhJk-MnPq-RsTv-WxYz",
        "01AB\u2011CDEF\u2010GHJK\u2013MNPQ\u2212RSTV\u00A0WXYZ\u00AD"
      })
  void wayOfWriting_doesNotMatter(String typed) {
    assertThat(RecoveryCode.hashOf(typed)).isEqualTo(RecoveryCode.hashOf(CODE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "01AB-CDEF-GHJK-MNPQ-RSTV-WXY",
        "01AB-CDEF-GHJK-MNPQ-RSTV-WXYZ0",
        "01AB-CDEF-GHJK-MNPQ-RSTV-WXYU",
        "01AB-CDEF-GHJ\u212A-MNPQ-RSTV-WXYZ",
        "０1AB-CDEF-GHJK-MNPQ-RSTV-WXYZ",
        "01AB_CDEF_GHJK_MNPQ_RSTV_WXYZ",
        "\uD800"
      })
  void otherText_hasAnotherHash(String typed) {
    assertThat(RecoveryCode.hashOf(typed)).hasSize(32).isNotEqualTo(RecoveryCode.hashOf(CODE));
  }

  @Test
  void print_showsNothing() {
    var code = RecoveryCode.newSet().get(0);

    assertThat(code).hasToString("RecoveryCode[…]");
    assertThat(HexFormat.of().formatHex(code.hash())).doesNotContain(code.text());
  }
}
