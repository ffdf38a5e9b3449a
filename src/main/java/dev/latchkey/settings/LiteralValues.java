package dev.latchkey.settings;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes what an environment variable or a system property holds as it is. SmallRye Config would
 * look for a setting in {@code ${...}}, and read {@code $$} and {@code \$} as {@code $}: a password
 * that somebody else has chosen would be another one. Files of settings keep these rules.
 *
 * <p>It comes before the step that expands them, and puts before each dollar sign what that step
 * takes away again.
 */
@StaticInitSafe
@Priority(LiteralValues.BELOW_EXPRESSIONS)
public final class LiteralValues implements ConfigSourceInterceptor {

  /** The smaller number is nearer to the sources; SmallRye Config expands at 300 more. */
  public static final int BELOW_EXPRESSIONS = Priorities.LIBRARY;

  private static final long serialVersionUID = 1L;

  private static final Set<String> SOURCES = Set.of("EnvConfigSource", "SysPropConfigSource");

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    @Nullable ConfigValue value = context.proceed(name);
    if (value == null || value.getValue() == null) {
      return value;
    }
    if (!SOURCES.contains(value.getConfigSourceName())) {
      return value;
    }
    TextSettings.check(name, value.getValue());
    return Expressions.isEnabled() ? value.withValue(literal(value.getValue())) : value;
  }

  /** The same text, for the step that expands expressions. */
  public static String literal(String text) {
    return text.replace("$", "\\$");
  }
}
