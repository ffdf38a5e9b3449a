package dev.latchkey.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.settings.OnOff;
import dev.latchkey.settings.Settings;
import dev.latchkey.token.SigningKeys;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        .hasValue("LATCHKEY_SOME_AREA_SOME_NUMBER is not right: a whole number is needed");
  }

  /** It is thrown where the value is read, and comes as one of the problems, once for each name. */
  @Test
  void settingThatIsReadAndRefused_isToldOnceAsItIs() {
    var problem =
        new ConfigValidationException.Problem(
            Settings.wrong("latchkey.some-area.some-text", "ends with a line end").toString());
    var failure =
        new ConfigValidationException(new ConfigValidationException.Problem[] {problem, problem});

    assertThat(explain(failure))
        .hasValue(
            "LATCHKEY_SOME_AREA_SOME_TEXT (latchkey.some-area.some-text) ends with a line end");
  }

  interface Kinds {
    @WithDefault("1")
    int number();

    @WithDefault("1")
    long longNumber();

    @WithDefault("1")
    double fraction();

    @WithDefault("1s")
    Duration time();

    @WithDefault("on")
    @WithConverter(OnOff.class)
    boolean onOrOff();

    @WithDefault("HOURS")
    TimeUnit choice();

    @WithDefault("c")
    char character();

    Optional<UUID> id();

    Optional<URI> address();

    Optional<Locale> language();

    OptionalInt perhaps();

    Optional<List<Integer>> several();

    @WithDefault("c")
    String text();
  }

  @ConfigMapping(prefix = "latchkey.kinds")
  interface KindsConfig extends Kinds {}

  /** A secret may have been pasted into any variable. */
  @ParameterizedTest
  @CsvSource({
    "number, a whole number is needed",
    "long-number, a whole number is needed",
    "fraction, a number is needed",
    "time, 'a time is needed, as in 2s, 500ms or 5m'",
    "on-or-off, must be true or false",
    "choice, 'it must be one of days, hours, microseconds, milliseconds, minutes, nanoseconds, seconds'",
    "character, one character is needed",
    "id, its value cannot be read",
    "address, its value cannot be read",
    "perhaps, a whole number is needed",
    "several, a whole number is needed"
  })
  void valueThatCannotBeRead_isNotRepeated_butItsKindIs(String setting, String problem) {
    for (var value :
        List.of("s3cret\\ 1", "SRCFG00031: s3cret", "a, allowed values: s3cret", "${s3cret:%%}")) {
      var line = explain(mappingFailure("latchkey.kinds." + setting, value)).orElseThrow();

      assertThat(line)
          .startsWith(
              "LATCHKEY_KINDS_" + setting.replace('-', '_').toUpperCase(Locale.ROOT) + " is not")
          .doesNotContain("s3cret");
    }
    assertThat(explain(mappingFailure("latchkey.kinds." + setting, "s3cret /\\ 1")).orElseThrow())
        .endsWith(" is not right: " + problem);
  }

  @Test
  void partOfAValueThatNamesAnotherSetting_isNotRepeated() {
    var failure = mappingFailure("latchkey.kinds.text", "before${s3cret}after");

    assertThat(explain(failure))
        .hasValue(
            "LATCHKEY_KINDS_TEXT is not right: it holds ${...}, and no setting has the name in it");
    assertThat(
            explain(
                new NoSuchElementException(
                    "SRCFG00011: Could not expand value s3cret in property latchkey.kinds.text")))
        .isEqualTo(explain(failure));
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
  void portInUse_namesTheVariable() {
    var failure =
        new IllegalStateException(new QuarkusBindException("0.0.0.0", 8080, new BindException()));

    assertThat(explain(failure)).hasValue("Port 8080 is in use: set QUARKUS_HTTP_PORT");
  }

  @Test
  void settingOfQuarkusThatCannotBeRead_namesTheVariable() {
    var failure =
        new ConfigurationException(
            "java.lang.IllegalArgumentException: SRCFG00039: The config property quarkus.http.port"
                + " with the config value \"eighty\" threw an Exception whilst being converted"
                + " SRCFG00029: Expected an integer value, got \"eighty\"");

    assertThat(explain(failure))
        .hasValue("QUARKUS_HTTP_PORT is not right: a whole number is needed");
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
          .withConverters(new Converter<?>[] {new DurationConverter()})
          .withMapping(name.startsWith("latchkey.kinds") ? KindsConfig.class : SomeConfig.class)
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
