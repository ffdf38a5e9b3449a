package dev.latchkey.audit;

import dev.latchkey.settings.Settings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.LongSupplier;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes one event for each attempt to log in, into the log category {@code audit}, and counts it
 * by what the caller was told. Other acts, such as a logout, have an event as well. A {@link Flood}
 * of attempts that cost nothing is one event a second. An event's fields are the record's context
 * (MDC), which a JSON format writes as members; the message has them as well, for people. Nothing
 * in it is as a caller sent it.
 */
@ApplicationScoped
public class Audit {

  private static final Logger LOG = Logger.getLogger("audit");

  private static final int MAX_EVENTS = 1_000_000;

  private final AuditConfig config;
  private final NameHash hash = new NameHash();
  private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
  private final Map<Outcome, Flood> floods = new EnumMap<>(Outcome.class);

  @Inject
  Audit(AuditConfig config, MeterRegistry registry, Vertx vertx) {
    this(config, registry, System::nanoTime, (time, task) -> schedule(vertx, time, task));
  }

  Audit(AuditConfig config, MeterRegistry registry, LongSupplier nanos, Flood.Timer timer) {
    this.config = config;
    for (var outcome : Outcome.values()) {
      counters.put(
          outcome,
          Counter.builder("latchkey.logins")
              .description("Attempts to log in")
              .tag("outcome", outcome.countedAs())
              .register(registry));
      if (!outcome.isHashed()) {
        floods.put(
            outcome,
            new Flood(config.eventsPerSecond(), nanos, timer, count -> writeMany(outcome, count)));
      }
    }
  }

  private static void schedule(Vertx vertx, Duration time, Runnable task) {
    vertx.setTimer(Math.max(1, time.toMillis()), id -> task.run());
  }

  /**
   * @throws ConfigurationException when a setting is out of range; the message is one line
   */
  public void checkSettings() {
    Settings.requireWithin(
        0, MAX_EVENTS, config.eventsPerSecond(), "latchkey.audit.events-per-second");
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
    var flood = floods.get(outcome);
    if (LOG.isLoggable(Level.INFO) && (flood == null || flood.tellsOneMore())) {
      log("login ", requestId, fields);
    }
  }

  /**
   * Writes the event of something that was done and is no attempt, such as a logout.
   *
   * @param act its name
   * @param requestId of the form that a request id has
   * @param fields in the order in which they are written; nothing in them is as a caller sent it
   */
  public void act(String act, String requestId, Map<String, String> fields) {
    if (LOG.isLoggable(Level.INFO)) {
      var all = new LinkedHashMap<String, String>();
      all.put("act", act);
      all.putAll(fields);
      log("", requestId, all);
    }
  }

  private static void writeMany(Outcome outcome, long count) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("outcome", outcome.label());
    fields.put("count", Long.toString(count));
    log("logins ", null, fields);
  }

  private static void log(String prefix, @Nullable String requestId, Map<String, String> fields) {
    var message = new StringJoiner(" ", prefix, "");
    fields.forEach((name, value) -> message.add(name + "=" + value));
    var event =
        new ExtLogRecord(
            Level.INFO, message.toString(), FormatStyle.NO_FORMAT, Audit.class.getName());
    event.setMdc(fields);
    if (requestId != null) {
      event.putMdc("requestId", requestId); // as in every other line of the request
    }
    LOG.logRaw(event);
  }

  void tellTheRest(@Observes ShutdownEvent end) {
    floods.values().forEach(Flood::tell);
  }
}
