package dev.latchkey.attempts;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings for tests. */
public final class Limits {

  public static final AttemptsConfig DEFAULT = with(Map.of());

  private Limits() {}

  /**
   * @param values by the last part of their names; the others have their defaults
   */
  public static AttemptsConfig with(Map<String, String> values) {
    var builder = new SmallRyeConfigBuilder().withMapping(AttemptsConfig.class);
    builder.addDiscoveredConverters();
    values.forEach((name, value) -> builder.withDefaultValue("latchkey.attempts." + name, value));
    return builder.build().getConfigMapping(AttemptsConfig.class);
  }
}
