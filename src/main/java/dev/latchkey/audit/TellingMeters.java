package dev.latchkey.audit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * The framework's meters that would tell of single statements: they are in no metric. A statement
 * takes longer for a name that somebody has. So whoever reads the sum of the times before and after
 * a login would learn whether the user exists.
 */
@Singleton
class TellingMeters {

  /** What each client's meters have, such as the time from a statement to its answer. */
  private static final String CLIENT = "clientName";

  /** How long connections were in use. */
  private static final String USE = "sql.pool.usage";

  @Produces
  @Singleton
  MeterFilter denied() {
    return MeterFilter.deny(TellingMeters::tells);
  }

  private static boolean tells(Meter.Id meter) {
    return meter.getTag(CLIENT) != null || meter.getName().equals(USE);
  }
}
