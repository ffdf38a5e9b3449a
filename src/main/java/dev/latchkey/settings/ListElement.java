package dev.latchkey.settings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * An element of a setting that is a list. Blanks and line ends around it are nobody's intention:
 * people write {@code a, b}, and YAML puts each element on a line of its own. An element of nothing
 * else is left out.
 */
@RegisterForReflection // SmallRye Config makes it
public final class ListElement implements Converter<String> {

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable String convert(String text) {
    var element = text.strip();
    return element.isEmpty() ? null : element;
  }
}
