package dev.latchkey.start;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenamedSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latchkey.throttle.trusted-proxies",
        "latchkey.throttle.trusted-proxies[0]",
        "%prod.latchkey.throttle.trusted-proxies",
        "LATCHKEY_THROTTLE_TRUSTED_PROXIES",
        "_PROD_LATCHKEY_THROTTLE_TRUSTED_PROXIES"
      })
  void oldName_refusesTheStartAndNamesTheNewOne(String name) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> RenamedSettings.check(config(name)))
        .withMessage(
            "LATCHKEY_THROTTLE_TRUSTED_PROXIES (latchkey.throttle.trusted-proxies) has another name"
                + " now: set LATCHKEY_CALLER_TRUSTED_PROXIES (latchkey.caller.trusted-proxies)");
  }

  @Test
  void newName_isRight() {
    assertThatNoException()
        .isThrownBy(() -> RenamedSettings.check(config("latchkey.caller.trusted-proxies")));
  }

  private static SmallRyeConfig config(String name) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(Map.of(name, "10.0.0.0/8"), "test", 100))
        .build();
  }
}
