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
 * Writes one event for each attempt to log in and for each further step, into the log category
 * {@code audit}, and counts it by what the caller was told. Other acts, such as a logout, have an
 * event as well. A {@link Flood} of attempts that cost nothing is one event a second. An event's
 * fields are the record's context (MDC), which a JSON format writes as members; the message has
 * them as well, for people. Nothing in it is as a caller sent it.
 */
@ApplicationScoped
public class Audit {

  private static final Logger LOG = Logger.getLogger("audit");

  private static final int MAX_EVENTS = 1_000_000;

  private final AuditConfig config;
  private final NameHash hash = new NameHash();
  private final Map<Act, Map<Outcome, Counter>> counters = new EnumMap<>(Act.class);
  private final Map<Act, Map<Outcome, Flood>> floods = new EnumMap<>(Act.class);

  @Inject
  Audit(AuditConfig config, MeterRegistry registry, Vertx vertx) {
    this(config, registry, System::nanoTime, (time, task) -> schedule(vertx, time, task));
  }

  Audit(AuditConfig config, MeterRegistry registry, LongSupplier nanos, Flood.Timer timer) {
    this.config = config;
    for (var act : Act.values()) {
      var counted = new EnumMap<Outcome, Counter>(Outcome.class);
      var bounded = new EnumMap<Outcome, Flood>(Outcome.class);
      for (var outcome : Outcome.values()) {
        counted.put(outcome, counter(act, outcome, registry));
        if (!act.hashes() || !outcome.isHashed()) {
          bounded.put(
              outcome,
              new Flood(
                  config.eventsPerSecond(), nanos, timer, count -> writeMany(act, outcome, count)));
        }
      }
      counters.put(act, counted);
      floods.put(act, bounded);
    }
  }

  private static Counter counter(Act act, Outcome outcome, MeterRegistry registry) {
    var counter =
        act == Act.LOGIN
            ? Counter.builder("latchkey.logins").description("Attempts to log in")
            : Counter.builder("latchkey.steps")
                .description("Further steps after a login, or instead of one")
                .tag("step", act.label());
    return counter.tag("outcome", outcome.countedAs()).register(registry);
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
   * @param act what is tried
   * @param requestId of the form that a request id has
   * @param client the caller's address; empty where there is none
   */
  public AuditEntry open(Act act, String requestId, String client) {
    return new AuditEntry(this, act, requestId, client);
  }

  String hash(String name) {
    return hash.of(name);
  }

  void write(Act act, String requestId, Outcome outcome, Map<String, String> fields) {
    Objects.requireNonNull(of(act, counters).get(outcome)).increment();
    var flood = of(act, floods).get(outcome);
    if (LOG.isLoggable(Level.INFO) && (flood == null || flood.tellsOneMore())) {
      log(act == Act.LOGIN ? "login " : "", requestId, fields);
    }
  }

  private static <T> T of(Act act, Map<Act, T> all) {
    return Objects.requireNonNull(all.get(act));
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

  private static void writeMany(Act act, Outcome outcome, long count) {
    var fields = new LinkedHashMap<String, String>();
    if (act != Act.LOGIN) {
      fields.put("act", act.label());
    }
    fields.put("outcome", outcome.label());
    fields.put("count", Long.toString(count));
    log(act == Act.LOGIN ? "logins " : "", null, fields);
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
    floods.values().forEach(ofAct -> ofAct.values().forEach(Flood::tell));
  }
}
