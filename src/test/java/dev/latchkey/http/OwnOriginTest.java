package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnOriginTest {

  @ParameterizedTest
  @CsvSource({
    "https://login.example.com,      https://login.example.com",
    "https://Login.Example.com:443,  https://login.example.com",
    "https://login.example.com:8443, https://login.example.com:8443",
    "https://login.example.com:80,   https://login.example.com:80",
    "http://login.example.com:80,    http://login.example.com",
    "http://[::1]:80,                http://[::1]",
    "https://[2001:db8::443],        https://[2001:db8::443]",
  })
  void issuer_isAnOriginAsBrowsersSendIt(String issuer, String origin) {
    var values = new PropertiesConfigSource(Map.of("latchkey.token.issuer", issuer), "test", 100);
    var config = new SmallRyeConfigBuilder().withSources(values).build();

    assertThat(OwnOrigin.of(config).text().orElseThrow()).isEqualToIgnoringCase(origin);
  }
}
