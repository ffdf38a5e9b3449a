package dev.latchkey.start;

import dev.latchkey.bcrypt.KernelProofException;
import dev.latchkey.directory.DatabaseException;
import dev.latchkey.keys.KeyFolderException;
import dev.latchkey.registry.DatabaseAddress;
import dev.latchkey.settings.OnOff;
import dev.latchkey.settings.SettingException;
import dev.latchkey.settings.Settings;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.net.BindException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.Config;

/**
 * Why the service, or what a command needs of it, did not start: one line that says what to set.
 */
public final class StartFailureText {

  /** How messages of SmallRye and of Quarkus name a setting; the first that is found counts. */
  private static final List<Pattern> PROPERTIES =
      List.of(
          Pattern.compile("config property (\\S+)"),
          Pattern.compile(" in property (\\S+)$"),
          Pattern.compile("\\b((?:latchkey|quarkus)(?:\\.[a-z0-9-]+)+)"));

  /** Vert.x does not say which. */
  private static final Pattern PORT = Pattern.compile("port .*must be .*65535");

  private static final Pattern MANAGEMENT_IN_USE =
      Pattern.compile("Unable to start the management interface on .*:(\\d+)");

  /** The code of one of SmallRye's messages. They are nested: the last says what is wrong. */
  private static final Pattern MESSAGE_CODE = Pattern.compile("SRCFG(\\d{5}): ");

  /** What is wrong with a value, by the code of SmallRye's message. */
  private static final Map<String, String> PROBLEMS =
      Map.of(
          "00002", "one character is needed",
          "00011", "it holds ${...}, and no setting has the name in it",
          "00014", "it is required, and it is not set",
          "00029", "a whole number is needed",
          "00030", "a whole number is needed",
          "00031", "a number is needed",
          "00032", "a number is needed",
          "00040", "it must not be empty",
          "00041", "it must not be empty");

  /** What SmallRye makes of an exception that is thrown where a setting is read. */
  private static final String OURS = SettingException.class.getName() + ": ";

  private static final String ENUM_CODE = "00049";
  private static final String ENUM_VALUES = "allowed values: ";

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
    var ours = first(failure, StartFailureText::ofASetting);
    if (ours.isPresent()) {
      return ours;
    }
    // Quarkus trips over a missing or malformed address long before our own check could say so.
    var address = addressProblem(config);
    if (address.isPresent()) {
      return address;
    }
    return first(failure, StartFailureText::explain)
        .or(() -> TlsFailureText.explain(failure, config));
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
    } catch (DatabaseException | SettingException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private static Optional<String> ofASetting(Throwable failure) {
    return failure instanceof SettingException
        ? Optional.ofNullable(failure.getMessage())
        : Optional.empty();
  }

  private static Optional<String> unreadable(Throwable failure) {
    return failure instanceof ConfigValidationException invalid
        ? Optional.of(explain(invalid))
        : Optional.empty();
  }

  private static Optional<String> explain(Throwable failure) {
    if (failure instanceof QuarkusBindException bind) {
      return Optional.of("Port " + bind.getPort() + " is in use: set QUARKUS_HTTP_PORT");
    }
    var message = String.valueOf(failure.getMessage());
    var management = MANAGEMENT_IN_USE.matcher(message);
    if (management.find() && hasCause(failure, BindException.class)) {
      return Optional.of("Port " + management.group(1) + " is in use: set QUARKUS_MANAGEMENT_PORT");
    }
    if (failure instanceof IllegalArgumentException && PORT.matcher(message).find()) {
      return Optional.of("QUARKUS_HTTP_PORT or QUARKUS_MANAGEMENT_PORT is not right: " + message);
    }
    if (isOfSettings(failure) && MESSAGE_CODE.matcher(message).find()) {
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
        .distinct() // a setting may be asked for under several names
        .collect(Collectors.joining("; "));
  }

  private static boolean isOfSettings(Throwable failure) {
    return failure instanceof ConfigurationException
        || failure instanceof IllegalArgumentException
        || failure instanceof NoSuchElementException;
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
    return first(failure, cause -> Optional.of("").filter(any -> type.isInstance(cause)))
        .isPresent();
  }

  /**
   * SmallRye's messages name the property; an operator sets an environment variable. They also
   * quote the value, which may be a secret that was pasted into the wrong variable: nothing of them
   * is repeated but the property.
   */
  private static String withVariable(String message) {
    int ours = message.indexOf(OURS);
    if (ours >= 0) {
      return message.substring(ours + OURS.length());
    }
    var name =
        PROPERTIES.stream()
            .map(pattern -> pattern.matcher(message))
            .filter(Matcher::find)
            .findFirst()
            .map(property -> Settings.variable(property.group(1)))
            .orElse("A setting");
    return name + " is not right: " + problem(message);
  }

  private static String problem(String message) {
    var codes = MESSAGE_CODE.matcher(message).results().toList();
    if (codes.isEmpty()) {
      return message; // of our own, or of a validator
    }
    var last = codes.get(codes.size() - 1);
    var code = last.group(1);
    var text = message.substring(last.end());
    if (code.equals(ENUM_CODE) && text.contains(ENUM_VALUES)) {
      var values = text.substring(text.lastIndexOf(ENUM_VALUES) + ENUM_VALUES.length());
      return Arrays.stream(values.split(",", -1))
          .sorted()
          .collect(Collectors.joining(", ", "it must be one of ", ""));
    }
    return PROBLEMS.getOrDefault(code, problemOfConverter(text));
  }

  /** Converters that are none of SmallRye's have no code. */
  private static String problemOfConverter(String text) {
    if (text.endsWith(OnOff.PROBLEM)) {
      return OnOff.PROBLEM;
    }
    return text.contains(" whilst being converted Invalid duration: ")
        ? "a time is needed, as in 2s, 500ms or 5m"
        : "its value cannot be read";
  }
}
