package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://login.example.com",
        "http://localhost:8080",
        "http://latchkey_app:8080",
        "https://[2001:db8::1]:8443"
      })
  void origin_isTakenAsItIs(String origin) {
    assertThat(Issuer.parse(Optional.of(origin)).origin()).isEqualTo(origin);
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.example.com/, must not end with a slash",
    "https://login.example.com/auth, 'must have no path, query or fragment'",
    "https://login.example.com?a=b, 'must have no path, query or fragment'",
    "https://login.example.com#a, 'must have no path, query or fragment'",
    "login.example.com, must begin with http:// or https://",
    "ftp://login.example.com, must begin with http:// or https://",
    "HTTPS://login.example.com, must begin with http:// or https://",
    "https:login.example.com, 'must name a host, and nothing before it'",
    "https://user@login.example.com, 'must name a host, and nothing before it'",
    "https://:8080, 'must name a host, and nothing before it'",
    "https://[2001:db8:zz]:8443, 'must name a host, and nothing before it'",
    "https://login.example.com:65536, 'must name a host, and nothing before it'",
    "https://a.example.com\\@b.example.com, 'must name a host, and nothing before it'",
    "https://login example.com, is not an address",
    "' https://login.example.com', is not an address",
  })
  void otherForm_isRefused(String text, String problem) {
    assertThatThrownBy(() -> Issuer.parse(Optional.of(text)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "LATCHKEY_TOKEN_ISSUER (latchkey.token.issuer) "
                + problem
                + ", as in https://login.example.com");
  }

  @Test
  void missing_isRefused() {
    assertThatThrownBy(() -> Issuer.parse(Optional.empty()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("LATCHKEY_TOKEN_ISSUER (latchkey.token.issuer) is not set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example.com",
        "http://10.0.0.1:8080",
        "http://127.0.0.1.example.com",
        "http://127.example.com",
        "http://localhost.example.com",
        "http://0.0.0.0:8080",
        "http://[::2]"
      })
  void httpIssuerInProduction_isRefused_unlessItIsAllowed(String origin) {
    var issuer = Issuer.parse(Optional.of(origin));

    assertThatThrownBy(() -> issuer.requireTls(LaunchMode.NORMAL, false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "LATCHKEY_TOKEN_ISSUER (latchkey.token.issuer) must begin with https://, or"
                + " LATCHKEY_TOKEN_ALLOW_HTTP_ISSUER (latchkey.token.allow-http-issuer) must be"
                + " true");
    issuer.requireTls(LaunchMode.NORMAL, true);
    issuer.requireTls(LaunchMode.DEVELOPMENT, false);
    issuer.requireTls(LaunchMode.TEST, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://login.example.com",
        "http://localhost:8080",
        "http://LOCALHOST",
        "http://127.0.0.1:8080",
        "http://127.1.2.3",
        "http://[::1]:8080"
      })
  void httpsAndThisMachine_areAllowedInProduction(String origin) {
    assertThatCode(() -> Issuer.parse(Optional.of(origin)).requireTls(LaunchMode.NORMAL, false))
        .doesNotThrowAnyException();
  }

  @Test
  void limited_isNotTheIssuer() {
    assertThat(Issuer.parse(Optional.of("https://a.example")).limited())
        .isEqualTo("https://a.example/limited");
  }

  /** A resource server that looks at the audience alone would let limited tokens in. */
  @Test
  void audienceOfLimitedTokens_isRefusedForFullOnes() {
    var issuer = Issuer.parse(Optional.of("https://login.example.com"));
    for (var audiences :
        List.of(
            List.of("https://login.example.com/limited"),
            List.of("https://api", "https://login.example.com/limited"))) {
      var config = new TestConfig(Optional.empty(), Optional.of(audiences), Optional.empty());

      assertThatThrownBy(() -> issuer.audiences(config))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("latchkey.token.audience")
          .hasMessageContaining("which limited tokens have");
    }
  }

  @Test
  void audiences_areEachReadOnce() {
    var issuer = Issuer.parse(Optional.of("https://login.example.com"));
    var config = TestConfig.issuer("https://login.example.com");

    assertThat(issuer.audiences(config.audiences("b", "a", "b"))).containsExactly("b", "a");
    assertThat(issuer.audiences(config)).containsExactly("https://login.example.com");
  }
}
