package dev.latchkey.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.bastiaanjansen.otp.TOTPGenerator;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtpAuthUriTest {

  private static final TotpSecret SECRET = TotpSecret.of("12345678901234567890".getBytes(US_ASCII));

  @Test
  void uri_hasTheFormOfTheKeyUriFormat() {
    assertThat(OtpAuthUri.of("Acme", "john.doe@example.com", SECRET))
        .isEqualTo(
            "otpauth://totp/Acme:john.doe%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Acme&algorithm=SHA1&digits=6&period=30");
  }

  /**
   * A reader undoes the percent-encoding, and takes what stands before the first colon as issuer.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Acme              | john.doe          | Acme",
        "Acme & Söhne GmbH | jörg müller       | Acme & Söhne GmbH",
        "Acme: Europe      | a:b               | Acme Europe",
        "Acme:             | :                 | Acme",
        "100% ?#/=+*~'()!$ | a&secret=X&b      | 100% ?#/=+*~'()!$",
        "社                | 名前🙂            | 社",
        "A                 | a%3Ab+c d         | A"
      })
  void oddNames_comeBack(String issuer, String username, String shown) {
    var uri = URI.create(OtpAuthUri.of(issuer, username, SECRET));
    var label = decode(uri.getRawPath().substring(1));
    var parameters = parameters(uri);

    assertThat(uri.toString()).matches("[!-~]+").doesNotContain("+");
    assertThat(uri.getScheme()).isEqualTo("otpauth");
    assertThat(uri.getHost()).isEqualTo("totp");
    assertThat(label.split(":", 2)).containsExactly(shown, username);
    assertThat(parameters)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "secret", SECRET.base32(),
                "issuer", shown,
                "algorithm", "SHA1",
                "digits", "6",
                "period", "30"));
  }

  @Test
  void issuerOfColonsAlone_isLeftOut() {
    assertThat(OtpAuthUri.of(" : ", "john", SECRET))
        .startsWith("otpauth://totp/john?secret=")
        .doesNotContain("issuer");
  }

  @Test
  void anotherLibrary_readsIt() throws URISyntaxException {
    var secret = TotpSecret.random();
    var now = Instant.parse("2026-01-31T12:00:00Z");

    var code = TOTPGenerator.fromURI(URI.create(OtpAuthUri.of("A B", "ä:b", secret))).at(now);

    assertThat(new Totp().matchingStep(secret, TotpCode.parse(code).orElseThrow(), now))
        .hasValue(Totp.step(now));
  }

  private static Map<String, String> parameters(URI uri) {
    return Arrays.stream(uri.getRawQuery().split("&"))
        .map(parameter -> parameter.split("=", 2))
        .collect(Collectors.toMap(p -> p[0], p -> decode(p[1])));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
