package dev.latchkey.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilterReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TellingMetersTest {

  private static final Tags CLIENT = Tags.of("clientName", "<default>", "clientType", "sql");
  private static final Tags POOL = Tags.of("pool.name", "__vertx.DEFAULT");

  /** A client that was made without a name has none here either. */
  @ParameterizedTest
  @ValueSource(strings = {"postgresql.processing", ".processing", ".completed"})
  void clients_areDenied(String name) {
    assertThat(reply(name, CLIENT)).isEqualTo(MeterFilterReply.DENY);
  }

  @Test
  void useOfAConnection_isDenied() {
    assertThat(reply("sql.pool.usage", POOL)).isEqualTo(MeterFilterReply.DENY);
  }

  /** It ends before the statement begins. */
  @Test
  void waitForAConnection_isNotDenied() {
    assertThat(reply("sql.pool.queue.delay", POOL)).isEqualTo(MeterFilterReply.NEUTRAL);
  }

  private static MeterFilterReply reply(String name, Tags tags) {
    return new TellingMeters()
        .denied()
        .accept(new Meter.Id(name, tags, null, null, Meter.Type.TIMER));
  }
}
