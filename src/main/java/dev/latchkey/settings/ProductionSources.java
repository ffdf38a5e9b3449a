package dev.latchkey.settings;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;
import java.util.HashMap;

/**
 * Where production reads settings: everywhere that Quarkus does, but not in a {@code .env} of the
 * working directory. A command is run anywhere, and such a file is most often something else's: it
 * would stop the command, or set what nobody asked for.
 */
@StaticInitSafe
public final class ProductionSources implements SmallRyeConfigBuilderCustomizer {

  @Override
  public void configBuilder(SmallRyeConfigBuilder builder) {
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      replaceDefault(builder);
    }
  }

  static void replaceDefault(SmallRyeConfigBuilder builder) {
    builder
        .setAddDefaultSources(false)
        .setAddSystemSources(false)
        .setAddPropertiesSources(true)
        .withSources(
            new EnvConfigSource(new HashMap<>(System.getenv()), EnvConfigSource.ORDINAL),
            new SysPropConfigSource());
  }
}
