package dev.latchkey.factor;

import dev.latchkey.keys.KeptOverReloads;
import dev.latchkey.keys.KeyFolderException;
import dev.latchkey.keys.KeyWatch;
import dev.latchkey.keys.WatchedKeys;
import dev.latchkey.settings.Settings;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The keys in use now: those of the folder, read again and again; one in memory where dev mode and
 * tests have no folder; none in production without one. Keys that were there are not given up while
 * the service runs: a folder that lost them all is a mistake.
 */
@ApplicationScoped
public class FactorKeyRing {

  private static final Logger LOG = Logger.getLogger(FactorKeyRing.class);

  private static final String DEVELOPMENT_KEY = "dev.latchkey.factor.key";

  private final KeyWatch<Optional<FactorKeys>> watch;

  @Inject
  FactorKeyRing(FactorConfig config) {
    this(source(config, LaunchMode.current()), config.pollInterval());
  }

  FactorKeyRing(Supplier<Optional<FactorKeys>> source, Duration pollInterval) {
    Settings.require(
        pollInterval.toMillis() >= 1, "latchkey.factor.poll-interval", "must be more than zero");
    this.watch = new KeyWatch<>(new Watched(source), pollInterval, LOG);
  }

  static Supplier<Optional<FactorKeys>> source(FactorConfig config, LaunchMode mode) {
    if (config.keys().isPresent()) {
      return new Folder(config.keys().get());
    }
    return switch (mode) {
      case NORMAL -> Optional::empty;
      case DEVELOPMENT -> constant(KeptOverReloads.get(DEVELOPMENT_KEY, FactorKey::randomBytes));
      default -> constant(FactorKey.randomBytes());
    };
  }

  private static Supplier<Optional<FactorKeys>> constant(byte[] key) {
    var keys = Optional.of(FactorKeys.inMemory(key));
    return () -> keys;
  }

  @PostConstruct
  void poll() {
    watch.start();
  }

  @PreDestroy
  void close() {
    watch.stop();
  }

  /**
   * Reads the keys now instead of at their first use. Start-up calls it before the port opens; it
   * blocks on the file system.
   *
   * @throws KeyFolderException when the folder is set and cannot be used; the message is one line
   * @throws ConfigurationException when a setting is wrong; the message is one line
   */
  public void loadKeys() {
    watch.current();
  }

  /**
   * The keys read last that were usable; empty where there are none, so that no secret can be
   * stored and nobody can enrol. Never blocks once this object is made.
   */
  public Optional<FactorKeys> current() {
    return watch.current();
  }

  void refresh() {
    watch.refresh();
  }

  /** A folder that had keys must have some. */
  private static final class Folder implements Supplier<Optional<FactorKeys>> {

    private final Path path;
    private boolean hadKeys;

    Folder(Path path) {
      this.path = path;
    }

    @Override
    public Optional<FactorKeys> get() {
      var keys = FactorKeys.load(path);
      if (hadKeys && keys.isEmpty()) {
        throw new KeyFolderException(path, "holds no key any more");
      }
      hadKeys = keys.isPresent();
      return keys;
    }
  }

  private record Watched(Supplier<Optional<FactorKeys>> source)
      implements WatchedKeys<Optional<FactorKeys>> {

    @Override
    public String name() {
      return "factor keys";
    }

    @Override
    public String meanwhile() {
      return "Secrets of second factors are still read and written with the keys read before";
    }

    @Override
    public Optional<FactorKeys> read() {
      return source.get();
    }

    @Override
    public boolean same(Optional<FactorKeys> before, Optional<FactorKeys> now) {
      return before.isPresent() == now.isPresent()
          && (before.isEmpty() || before.get().sameAs(now.get()));
    }

    @Override
    public List<String> warnings(Optional<FactorKeys> keys) {
      return keys.map(FactorKeys::warnings).orElse(List.of());
    }

    @Override
    public Optional<String> report(Optional<FactorKeys> keys) {
      return keys.map(
          k -> "Encrypting secrets of second factors with key " + k.activeId() + " of " + k.ids());
    }
  }
}
