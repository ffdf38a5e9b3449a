package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnguardedWaysTest {

  @ParameterizedTest
  @CsvSource({
    "quarkus.http.http2, QUARKUS_HTTP_HTTP2",
    "quarkus.http.domain-socket-enabled, QUARKUS_HTTP_DOMAIN_SOCKET_ENABLED",
    "quarkus.management.domain-socket-enabled, QUARKUS_MANAGEMENT_DOMAIN_SOCKET_ENABLED",
    "quarkus.http.proxy.proxy-address-forwarding, QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING",
  })
  void wayPastTheGuard_refusesTheStart(String property, String variable) {
    assertThatThrownBy(() -> UnguardedWays.check(config(property, "true")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(variable + " (" + property + ") must be false")
        .hasMessageNotContaining("\n");
    assertThatCode(() -> UnguardedWays.check(config(property, "false"))).doesNotThrowAnyException();
  }

  private static Config config(String property, String value) {
    var values = new PropertiesConfigSource(Map.of(property, value), "test", 100);
    return new SmallRyeConfigBuilder().withSources(values).build();
  }
}
