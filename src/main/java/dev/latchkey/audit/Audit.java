package dev.latchkey.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;

/**
 * Writes one event for each attempt to log in, into the log category {@code audit}, and counts it
 * by its outcome. An event's fields are the record's context (MDC), which a JSON format writes as
 * members; the message has them as well, for people. Nothing in it is as a caller sent it.
 */
@ApplicationScoped
public class Audit {

  private static final Logger LOG = Logger.getLogger("audit");

  private final NameHash hash = new NameHash();
  private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

  Audit(MeterRegistry registry) {
    for (var outcome : Outcome.values()) {
      counters.put(
          outcome,
          Counter.builder("latchkey.logins")
              .description("Attempts to log in")
              .tag("outcome", outcome.label())
              .register(registry));
    }
  }

  /**
   * Begins the entry of one attempt, which begins now.
   *
   * @param requestId of the form that a request id has
   * @param client the caller's address; empty where there is none
   */
  public AuditEntry open(String requestId, String client) {
    return new AuditEntry(this, requestId, client);
  }

  String hash(String name) {
    return hash.of(name);
  }

  void write(String requestId, Outcome outcome, Map<String, String> fields) {
    Objects.requireNonNull(counters.get(outcome)).increment();
    if (LOG.isLoggable(Level.INFO)) {
      var message = new StringJoiner(" ", "login ", "");
      fields.forEach((name, value) -> message.add(name + "=" + value));
      var event =
          new ExtLogRecord(
              Level.INFO, message.toString(), FormatStyle.NO_FORMAT, Audit.class.getName());
      event.setMdc(fields);
      event.putMdc("requestId", requestId); // as in every other line of the request
      LOG.logRaw(event);
    }
  }
}
