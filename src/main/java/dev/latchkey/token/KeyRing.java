package dev.latchkey.token;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The signing keys in use now: those of the folder, read again and again, or one in memory where
 * dev mode and tests have no folder.
 */
@ApplicationScoped
class KeyRing {

  private static final Logger LOG = Logger.getLogger(KeyRing.class);

  private static final String DEVELOPMENT_KEY = "dev.latchkey.token.signing-key";

  private final KeyWatch<SigningKeys> watch;
  private final OwnSignatures signatures = new OwnSignatures();

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
    this.watch = new KeyWatch<>(new Watched(source), pollInterval, LOG);
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
            ? SigningKeys.inMemory(
                KeptOverReloads.get(
                    DEVELOPMENT_KEY, () -> SigningKeyGenerator.newP256().getPrivate()))
            : SigningKeys.inMemory();
    return () -> key;
  }

  @PostConstruct
  void poll() {
    watch.start();
  }

  @PreDestroy
  void close() {
    watch.stop();
  }

  /** The keys read last that were usable. Never blocks once this object is made. */
  SigningKeys current() {
    return watch.current();
  }

  /** Those that its keys made. */
  OwnSignatures signatures() {
    return signatures;
  }

  void refresh() {
    watch.refresh();
  }

  private record Watched(Supplier<SigningKeys> source) implements WatchedKeys<SigningKeys> {

    @Override
    public String name() {
      return "signing keys";
    }

    @Override
    public String meanwhile() {
      return "Tokens are still signed with the keys read before";
    }

    @Override
    public SigningKeys read() {
      return source.get();
    }

    @Override
    public boolean same(SigningKeys before, SigningKeys now) {
      return now.sameAs(before);
    }

    @Override
    public List<String> warnings(SigningKeys keys) {
      return keys.warnings();
    }

    @Override
    public Optional<String> report(SigningKeys keys) {
      return Optional.of("Signing with key " + keys.signing().id() + ", publishing " + keys.ids());
    }
  }
}
