package dev.latchkey.factor;

import static org.assertj.core.api.Assertions.assertThat;

import com.bastiaanjansen.otp.TOTPGenerator;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The parts as the service makes them, in the order in which a call will use them. */
@QuarkusTest
class FactorRoomTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Inject FactorKeyRing ring;
  @Inject Totp totp;

  @Test
  void enrolledSecret_isKept_andItsCodeIsRight() {
    var user = UUID.randomUUID();
    var shown = TotpSecret.random();
    var keys = ring.current().orElseThrow();
    var stored = keys.seal(user, shown);

    var app = new TOTPGenerator.Builder(shown.base32()).build();
    var code = TotpCode.parse(app.at(NOW)).orElseThrow();

    assertThat(totp.matchingStep(keys.open(user, stored), code, NOW)).hasValue(Totp.step(NOW));
    assertThat(ring.current()).as("tests keep their key").containsSame(keys);
  }
}
