package dev.latchkey.settings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Reads a setting that is on or off. MicroProfile Config reads each word that it does not know as
 * false, so that a typing error would turn a protection off without a word.
 */
@RegisterForReflection // SmallRye Config makes it
public final class OnOff implements Converter<Boolean> {

  /** What is wrong with any other word. */
  public static final String PROBLEM = "must be true or false";

  private static final long serialVersionUID = 1L;

  @Override
  public Boolean convert(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "y", "on" -> true;
      case "false", "0", "no", "n", "off" -> false;
      default -> throw new IllegalArgumentException(PROBLEM);
    };
  }
}
