package dev.latchkey.token;

import dev.latchkey.settings.Settings;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The signing keys in use now. One thread of its own reads the folder again and again; everyone
 * else reads one volatile field. A folder in a bad state, as in the middle of a rotation by hand,
 * changes nothing but is reported once: tokens go on being signed with the keys read before.
 */
@ApplicationScoped
class KeyRing {

  private static final Logger LOG = Logger.getLogger(KeyRing.class);

  private final Supplier<SigningKeys> source;
  private final Duration pollInterval;
  private final ScheduledExecutorService poller;
  private volatile SigningKeys keys;

  // Only the poller's thread reads and writes these two after construction.
  private List<String> warnings = List.of();
  private @Nullable String problem;

  /**
   * @throws KeyFolderException when the folder holds no usable keys
   * @throws ConfigurationException when no folder is set in production
   */
  @Inject
  KeyRing(TokenConfig config) {
    this(source(config, LaunchMode.current()), config.pollInterval());
  }

  KeyRing(Supplier<SigningKeys> source, Duration pollInterval) {
    Settings.require(
        pollInterval.toMillis() >= 1, "latchkey.token.poll-interval", "must be more than zero");
    this.source = source;
    this.pollInterval = pollInterval;
    this.keys = source.get();
    this.poller =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "latchkey-signing-keys");
              thread.setDaemon(true);
              return thread;
            });
    report(keys);
  }

  static Supplier<SigningKeys> source(TokenConfig config, LaunchMode mode) {
    if (config.keys().isPresent()) {
      var folder = config.keys().get();
      return () -> SigningKeys.load(folder);
    }
    if (mode == LaunchMode.NORMAL) {
      throw Settings.wrong(
          "latchkey.token.keys",
          "is not set: it is the folder of the signing keys; make one with the command key generate");
    }
    var key =
        mode == LaunchMode.DEVELOPMENT
            ? SigningKeys.inMemory(DevelopmentKey.get())
            : SigningKeys.inMemory();
    return () -> key;
  }

  @PostConstruct
  void poll() {
    long millis = pollInterval.toMillis();
    poller.scheduleWithFixedDelay(this::refresh, millis, millis, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void close() {
    poller.shutdown(); // no interruption: a read cut short would be logged as a fault
  }

  /** The keys read last that were usable. Never blocks once this object is made. */
  SigningKeys current() {
    return keys;
  }

  /** Reads the folder again. It never throws: that would end the polling. */
  void refresh() {
    try {
      var found = source.get();
      if (problem != null) {
        problem = null;
        LOG.info("The folder of the signing keys is in order again");
      }
      if (!found.sameAs(keys)) {
        keys = found;
        report(found);
      } else {
        warn(found);
      }
    } catch (KeyFolderException e) {
      reportOnce(e.getMessage());
    } catch (RuntimeException e) {
      reportOnce("The folder of the signing keys cannot be read: " + e.getClass().getName());
    }
  }

  private void reportOnce(String found) {
    if (!found.equals(problem)) {
      problem = found;
      LOG.errorf("%s. Tokens are still signed with the keys read before", found);
    }
  }

  private void report(SigningKeys found) {
    LOG.infof("Signing with key %s, publishing %s", found.signing().id(), found.ids());
    warn(found);
  }

  private void warn(SigningKeys found) {
    found.warnings().stream().filter(warning -> !warnings.contains(warning)).forEach(LOG::warn);
    warnings = found.warnings();
  }
}
