package dev.latchkey.start;

import dev.latchkey.bcrypt.KernelProofException;
import dev.latchkey.directory.DatabaseException;
import dev.latchkey.registry.DatabaseAddress;
import dev.latchkey.token.KeyFolderException;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.Config;

/**
 * Why the service, or what a command needs of it, did not start: one line that says what to set.
 */
public final class StartFailureText {

  private static final Pattern PROPERTY = Pattern.compile("\\b(latchkey|quarkus)(\\.[a-z0-9-]+)+");

  /** How SmallRye introduces what is wrong with a value that cannot be read. */
  private static final Pattern CONVERSION =
      Pattern.compile("(?s).* threw an Exception whilst being converted ");

  /** Vert.x does not say which. */
  private static final Pattern PORT = Pattern.compile("port .*must be .*65535");

  /** What comes before the last of the messages that are nested in one. */
  private static final Pattern MESSAGE_CODES = Pattern.compile("(?s).*SRCFG\\d+: ");

  private StartFailureText() {}

  /** Empty where the failure is none that an operator can mend. */
  public static Optional<String> explain(Throwable failure, Config config) {
    return reason(failure, config).map(line -> withHints(line, config));
  }

  /** What is missing may be there under a name that is mistyped. */
  private static String withHints(String line, Config config) {
    var hints = UnknownSettings.hints(config);
    return hints.isEmpty() ? line : line + " (" + String.join("; ", hints) + ")";
  }

  private static Optional<String> reason(Throwable failure, Config config) {
    // With a setting that cannot be read there is no configuration to look at: in a native
    // executable the one at hand is that of the build.
    var settings = first(failure, StartFailureText::unreadable);
    if (settings.isPresent()) {
      return settings;
    }
    // Quarkus trips over a missing or malformed address long before our own check could say so.
    var address = addressProblem(config);
    if (address.isPresent()) {
      return address;
    }
    return first(failure, StartFailureText::explain);
  }

  /** What the outermost of a failure's causes that can be explained says. */
  private static Optional<String> first(
      Throwable failure, Function<Throwable, Optional<String>> explanation) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      var line = explanation.apply(cause);
      if (line.isPresent()) {
        return line;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> addressProblem(Config config) {
    try {
      DatabaseAddress.parse(config.getOptionalValue("latchkey.database.url", String.class));
      return Optional.empty();
    } catch (DatabaseException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private static Optional<String> unreadable(Throwable failure) {
    return failure instanceof ConfigValidationException invalid
        ? Optional.of(explain(invalid))
        : Optional.empty();
  }

  private static Optional<String> explain(Throwable failure) {
    if (failure instanceof QuarkusBindException bind) {
      return Optional.of(
          "Port "
              + bind.getPort()
              + " is in use: set QUARKUS_HTTP_PORT or QUARKUS_MANAGEMENT_PORT");
    }
    var message = String.valueOf(failure.getMessage());
    if (failure instanceof IllegalArgumentException && PORT.matcher(message).find()) {
      return Optional.of("QUARKUS_HTTP_PORT or QUARKUS_MANAGEMENT_PORT is not right: " + message);
    }
    if (failure instanceof ConfigurationException && MESSAGE_CODES.matcher(message).find()) {
      return Optional.of(withVariable(message)); // one of Quarkus' own settings
    }
    if (failure instanceof DatabaseException
        || failure instanceof KeyFolderException
        || failure instanceof KernelProofException
        || failure instanceof ConfigurationException) {
      return Optional.ofNullable(failure.getMessage());
    }
    return Optional.empty();
  }

  public static String explain(ConfigValidationException invalid) {
    return IntStream.range(0, invalid.getProblemCount())
        .mapToObj(i -> withVariable(invalid.getProblem(i).getMessage()))
        .collect(Collectors.joining("; "));
  }

  /** SmallRye's messages name the property; an operator sets an environment variable. */
  private static String withVariable(String problem) {
    var property = PROPERTY.matcher(problem);
    if (!property.find()) {
      return problem;
    }
    var variable = property.group().replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    var reason = CONVERSION.matcher(problem).replaceFirst("");
    return variable + " is not right: " + MESSAGE_CODES.matcher(reason).replaceFirst("");
  }
}
