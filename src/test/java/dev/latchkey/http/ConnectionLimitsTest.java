package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.http.ConnectionLimits.Bounds;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionLimitsTest {

  private static final int POOL = 20;

  private final ConnectionLimits limits = new ConnectionLimits(() -> 1_000);

  @Test
  void enoughFiles_theSettingCounts() {
    assertThat(limits.bounds(Optional.of(new OpenFiles(180, 4_096)), POOL))
        .isEqualTo(new Bounds(1_000, 64));
  }

  @Test
  void unknownFiles_theSettingCounts() {
    assertThat(limits.bounds(Optional.empty(), POOL).api()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {256, 512, 1_024, 1_300})
  void fewFiles_areNotUsedUp(long limit) {
    var bounds = limits.bounds(Optional.of(new OpenFiles(180, limit)), POOL);

    assertThat(bounds.api()).isGreaterThan(25).isLessThan(1_000);
    assertThat(bounds.management()).isGreaterThan(5);
    assertThat(180 + POOL + most(bounds.api()) + most(bounds.management()))
        .isLessThanOrEqualTo((int) limit - 16);
  }

  /** While some are being closed. */
  private static int most(int bound) {
    return bound + Connections.closing(bound);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 15, 1_000_001})
  void settingOutOfRange_refused(int connections) {
    assertThatThrownBy(() -> new ConnectionLimits(() -> connections).checkSettings())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "LATCHKEY_HTTP_MAX_CONNECTIONS (latchkey.http.max-connections)"
                + " must be from 16 to 1000000");
  }

  /** Proxies keep connections for 60 s. If we closed first, a request on its way would be lost. */
  @Test
  void idleConnection_isKeptLongerThanByProxies_andASlowRequestNotSoLong() throws IOException {
    var settings = new Properties();
    try (var file = ConnectionLimits.class.getResourceAsStream("/application.properties")) {
      settings.load(file);
    }
    var idle = DurationConverter.parseDuration(settings.getProperty("quarkus.http.idle-timeout"));

    assertThat(idle).isBetween(Duration.ofSeconds(70), Duration.ofSeconds(90));
    assertThat(RequestDeadline.HEAD).isLessThanOrEqualTo(Duration.ofSeconds(30));
    assertThat(RequestDeadline.BODY).isLessThanOrEqualTo(Duration.ofSeconds(30));
  }
}
