package dev.latchkey.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.token.SigningKeys;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartFailureTextTest {

  private static final SmallRyeConfig GOOD =
      config("latchkey.database.url", "postgresql://db/latchkey");

  @ConfigMapping(prefix = "latchkey.some-area")
  interface SomeConfig {
    int someNumber();
  }

  @Test
  void databaseAddressMissing_isNamedWhateverFailed() {
    assertThat(
            StartFailureText.explain(new IllegalStateException("inactive bean"), config("a", "b")))
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("LATCHKEY_DATABASE_URL is not set"));
  }

  @Test
  void valueThatCannotBeRead_namesTheVariable() {
    assertThat(explain(mappingFailure("latchkey.some-area.some-number", "ten")))
        .hasValue(
            "LATCHKEY_SOME_AREA_SOME_NUMBER is not right: Expected an integer value, got \"ten\"");
  }

  @Test
  void valueMissing_namesTheVariable() {
    assertThat(explain(mappingFailure("a", "b")))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith("LATCHKEY_SOME_AREA_SOME_NUMBER is not right: ")
                    .contains("required"));
  }

  @Test
  void knownFailureInsideAnother_isFound() {
    Throwable failure = null;
    try {
      SigningKeys.load(Path.of("/no/such/folder"));
    } catch (RuntimeException e) {
      failure = new IllegalStateException("Failed to start", e);
    }

    assertThat(explain(failure))
        .hasValueSatisfying(line -> assertThat(line).contains("/no/such/folder"));
  }

  @Test
  void portInUse_namesTheVariables() {
    var failure =
        new IllegalStateException(new QuarkusBindException("0.0.0.0", 8080, new BindException()));

    assertThat(explain(failure))
        .hasValue("Port 8080 is in use: set QUARKUS_HTTP_PORT or QUARKUS_MANAGEMENT_PORT");
  }

  @Test
  void settingOfQuarkusThatCannotBeRead_namesTheVariable() {
    var failure =
        new ConfigurationException(
            "java.lang.IllegalArgumentException: SRCFG00039: The config property quarkus.http.port"
                + " with the config value \"eighty\" threw an Exception whilst being converted"
                + " SRCFG00029: Expected an integer value, got \"eighty\"");

    assertThat(explain(failure))
        .hasValue("QUARKUS_HTTP_PORT is not right: Expected an integer value, got \"eighty\"");
  }

  @Test
  void portThatNoneIs_namesTheVariables() {
    assertThat(explain(new IllegalArgumentException("port must be <= 65535")))
        .hasValue(
            "QUARKUS_HTTP_PORT or QUARKUS_MANAGEMENT_PORT is not right: port must be <= 65535");
  }

  @Test
  void mistypedName_isToldBesideWhatIsMissing() {
    var config =
        new SmallRyeConfigBuilder()
            .withDefaultValue("latchkey.database.url", "postgresql://db/latchkey")
            .withSources(
                new PropertiesConfigSource(Map.of("latchkey.token.issur", "s3cret"), "typed"))
            .build();

    assertThat(StartFailureText.explain(new ConfigurationException("No issuer"), config))
        .hasValue(
            "No issuer (latchkey.token.issur is set, but is no setting:"
                + " is LATCHKEY_TOKEN_ISSUER meant?)");
  }

  @Test
  void defect_isNotExplained() {
    assertThat(explain(new IllegalStateException("a defect"))).isEmpty();
  }

  private static Optional<String> explain(Throwable failure) {
    return StartFailureText.explain(failure, GOOD);
  }

  private static ConfigValidationException mappingFailure(String name, String value) {
    try {
      new SmallRyeConfigBuilder()
          .withDefaultValue(name, value)
          .addDefaultInterceptors()
          .withMapping(SomeConfig.class)
          .build();
    } catch (ConfigValidationException e) {
      return e;
    }
    throw new AssertionError("valid");
  }

  private static SmallRyeConfig config(String name, String value) {
    return new SmallRyeConfigBuilder().withDefaultValue(name, value).build();
  }
}
