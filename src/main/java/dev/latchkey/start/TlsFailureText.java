package dev.latchkey.start;

import dev.latchkey.settings.Settings;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * Why Quarkus could not set up TLS. Its exceptions have no type of their own, and name no setting.
 * So the line names the settings of TLS that are given.
 */
final class TlsFailureText {

  private static final Pattern SETTINGS =
      Pattern.compile(
          "QUARKUS_(HTTP_(SSL_|INSECURE_)|MANAGEMENT_SSL_|TLS_|\\w+_TLS_CONFIGURATION_)\\w+");

  /** Sources below are the defaults, and the one above all others is what the build has fixed. */
  private static final int GIVEN = 260;

  private static final int OF_BUILD = Integer.MAX_VALUE;

  private TlsFailureText() {}

  /** Empty where no setting of TLS is given, or the failure came from elsewhere. */
  static Optional<String> explain(Throwable failure, Config config) {
    var given = given(config);
    return given.isEmpty() || causes(failure).noneMatch(TlsFailureText::isOfThePorts)
        ? Optional.empty()
        : Optional.of("TLS cannot be set up: " + problem(failure) + ": check " + given);
  }

  private static String given(Config config) {
    return StreamSupport.stream(config.getConfigSources().spliterator(), false)
        .filter(source -> source.getOrdinal() >= GIVEN && source.getOrdinal() < OF_BUILD)
        .flatMap(source -> source.getPropertyNames().stream())
        .map(Settings::variable)
        .filter(variable -> SETTINGS.matcher(variable).matches())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String problem(Throwable failure) {
    if (causes(failure).anyMatch(NoSuchFileException.class::isInstance)) {
      return "a file does not exist";
    }
    return causes(failure)
            .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("without enabling SSL"))
        ? "there is no certificate"
        : "a file or its password is wrong";
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static boolean isOfThePorts(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        .map(StackTraceElement::getClassName)
        .anyMatch(
            name ->
                name.startsWith("io.quarkus.vertx.http.runtime.")
                    || name.startsWith("io.quarkus.tls.runtime."));
  }
}
