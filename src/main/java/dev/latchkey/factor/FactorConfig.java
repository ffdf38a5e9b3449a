package dev.latchkey.factor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the second factor. */
@ConfigMapping(prefix = "latchkey.factor")
public interface FactorConfig {

  /**
   * The folder of the keys that encrypt the secrets of second factors (see {@link FactorKeys}).
   * Without it, or with an empty one, production keeps no such secrets; dev mode and tests make a
   * key in memory.
   */
  Optional<Path> keys();

  /** How often the folder is read again; more than zero. */
  @WithDefault("10s")
  Duration pollInterval();
}
