package dev.latchkey.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class TlsFailureTextTest {

  private static final Config TLS =
      config(
          Map.of(
              "quarkus.http.ssl.certificate.files", "/s3cret",
              "quarkus.tls.key-store.p12.password", "s3cret",
              "quarkus.http.port", "0"),
          300);

  @Test
  void failureOfThePorts_namesTheSettingsOfTlsWithoutTheirValues() {
    assertThat(TlsFailureText.explain(atThePorts(new NoSuchFileException("/s3cret")), TLS))
        .hasValue(
            "TLS cannot be set up: a file does not exist: check QUARKUS_HTTP_SSL_CERTIFICATE_FILES,"
                + " QUARKUS_TLS_KEY_STORE_P12_PASSWORD");
    assertThat(TlsFailureText.explain(atThePorts(new IOException("s3cret")), TLS).orElseThrow())
        .startsWith("TLS cannot be set up: a file or its password is wrong: check QUARKUS_HTTP_SSL")
        .doesNotContain("s3cret");
  }

  @Test
  void failureOfAnythingElse_isNotExplained() {
    var defaults = config(Map.of("quarkus.http.ssl.protocols", "TLSv1.3"), 100);
    var ofBuild = config(Map.of("quarkus.http.ssl.client-auth", "NONE"), Integer.MAX_VALUE);

    assertThat(TlsFailureText.explain(new IOException("x"), TLS)).isEmpty();
    assertThat(TlsFailureText.explain(atThePorts(new IOException("x")), defaults)).isEmpty();
    assertThat(TlsFailureText.explain(atThePorts(new IOException("x")), ofBuild)).isEmpty();
  }

  private static Throwable atThePorts(Throwable cause) {
    var failure = new IllegalStateException("Unable to start HTTP server", cause);
    failure.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(
              "io.quarkus.vertx.http.runtime.VertxHttpRecorder", "startServer", null, 1)
        });
    return failure;
  }

  private static Config config(Map<String, String> values, int ordinal) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(values, "test", ordinal))
        .build();
  }
}
