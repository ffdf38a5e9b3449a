package dev.latchkey.registry;

import dev.latchkey.settings.OnOff;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Who brings the schema up to date. */
@ConfigMapping(prefix = "latchkey")
public interface SchemaConfig {

  /**
   * Whether each start brings the schema up to date. If not, it is left to the command {@code
   * migrate}, and a start on an older schema is refused.
   */
  @WithDefault("true")
  @WithConverter(OnOff.class)
  boolean migrateAtStart();
}
