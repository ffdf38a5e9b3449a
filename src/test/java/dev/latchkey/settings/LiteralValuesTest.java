package dev.latchkey.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralValuesTest {

  /** Every text of somebody else's, under every name that takes one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "K9$$f7Qz",
        "pa${word}1",
        "pa${",
        "pa$",
        "$x",
        "pa\\$x",
        "pa\\\\$x",
        "pa$${x}",
        "${latchkey.database.username}",
        "a::b${aes-gcm::x}",
        "a,b",
        "a\\,b",
        "a\\b",
        " blanks ",
        "it's \"quoted\"",
        "#1=x:y",
        "%prod.x",
        "pässwörd-😀"
      })
  void textOfAVariable_isTakenAsItIs(String text) {
    for (var name : TextSettings.NAMES) {
      var config = config(Map.of(Settings.variable(name), text));

      assertThat(config.getValue(name, String.class)).as(name).isEqualTo(text);
      assertThat(config.getOptionalValue("handed.on", String.class)).as(name).hasValue(text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"K9$$f7Qz", "pa${word}1", "pa\\$x"})
  void settingOfQuarkus_isTakenAsItIsAsWell(String text) {
    var variable = "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_PASSWORD";

    assertThat(
            config(Map.of(variable, text))
                .getValue("quarkus.http.ssl.certificate.key-store-password", String.class))
        .isEqualTo(text);
  }

  @Test
  void fileOfSettings_keepsItsExpressions() {
    var config =
        builder()
            .withSources(
                new EnvConfigSource(Map.of("SECRET", "K9$$f7Qz"), 300),
                new PropertiesConfigSource(
                    Map.of("latchkey.database.password", "${SECRET}!"), "file", 260))
            .build();

    assertThat(config.getValue("latchkey.database.password", String.class)).isEqualTo("K9$$f7Qz!");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret\n", "s3cret\r\n", "s3cret\n\n", "s3\ncret", "s3\rcret\n", "\n"})
  void lineEnd_isRefusedWithoutTheValue(String text) {
    for (var name : TextSettings.NAMES) {
      assertThatExceptionOfType(SettingException.class)
          .isThrownBy(
              () -> config(Map.of(Settings.variable(name), text)).getValue(name, String.class))
          .withMessageStartingWith(Settings.both(name))
          .withMessageContaining("line end")
          .withMessageNotContainingAny("s3cret", "\n");
    }
  }

  @Test
  void bytesThatTheLocaleCannotRead_areRefused() {
    var config = config(Map.of("LATCHKEY_DATABASE_PASSWORD", "p\uFFFD\uFFFDss"));

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> config.getValue("latchkey.database.password", String.class))
        .withMessageContaining("set LC_ALL=C.UTF-8");
  }

  @Test
  void numberWithALineEnd_isNotText() {
    assertThat(
            config(Map.of("LATCHKEY_PASSWORD_COST", "10\n"))
                .getValue("latchkey.password.cost", Integer.class))
        .isEqualTo(10);
  }

  private static SmallRyeConfig config(Map<String, String> environment) {
    var handedOn = "${" + environment.keySet().iterator().next() + "}";
    return builder()
        .withSources(new EnvConfigSource(environment, 300))
        .withDefaultValue("handed.on", handedOn)
        .build();
  }

  private static SmallRyeConfigBuilder builder() {
    return new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredInterceptors();
  }
}
