package dev.latchkey.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Properties;

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
    requireReadable(Path.of(System.getProperty("user.dir"), "config", "application.properties"));
    builder
        .setAddDefaultSources(false)
        .setAddSystemSources(false)
        .setAddPropertiesSources(true)
        .withSources(
            new EnvConfigSource(new HashMap<>(System.getenv()), EnvConfigSource.ORDINAL),
            new SysPropConfigSource());
  }

  /** Other programs have a file of this name there, too. SmallRye Config would not name it. */
  private static void requireReadable(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try (var text = new InputStreamReader(Files.newInputStream(file), UTF_8)) {
      new Properties().load(text);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingException(
          "The file " + file + " cannot be read as settings: in it \\ is written as \\\\");
    }
  }
}
