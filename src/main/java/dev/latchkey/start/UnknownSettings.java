package dev.latchkey.start;

import dev.latchkey.attempts.AttemptsConfig;
import dev.latchkey.audit.AuditConfig;
import dev.latchkey.caller.CallerConfig;
import dev.latchkey.directory.DirectoryConfig;
import dev.latchkey.factor.FactorConfig;
import dev.latchkey.http.HttpConfig;
import dev.latchkey.password.PasswordConfig;
import dev.latchkey.registry.CodeConfig;
import dev.latchkey.registry.DatabaseConfig;
import dev.latchkey.registry.SchemaConfig;
import dev.latchkey.session.SessionConfig;
import dev.latchkey.settings.SettingFilesConfig;
import dev.latchkey.settings.Settings;
import dev.latchkey.token.TokenConfig;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * Settings of ours that nothing reads. A mistyped name would otherwise be without effect and
 * without a word. It is told, but does not stop the start: Kubernetes sets variables of its own in
 * every pod beside a service named latchkey, and a setting may be there for the next version
 * already.
 */
final class UnknownSettings {

  /** The mappings that have them; SettingsTest compares the list with the code. */
  static final List<Class<?>> MAPPINGS =
      List.of(
          AttemptsConfig.class,
          AuditConfig.class,
          CallerConfig.class,
          CodeConfig.class,
          DatabaseConfig.class,
          DirectoryConfig.class,
          FactorConfig.class,
          HttpConfig.class,
          PasswordConfig.class,
          SchemaConfig.class,
          SessionConfig.class,
          SettingFilesConfig.class,
          TokenConfig.class);

  /** Every setting, by its property. */
  static final Set<String> KNOWN =
      MAPPINGS.stream()
          .flatMap(mapping -> ConfigClass.configClass(mapping).getProperties().keySet().stream())
          .filter(property -> !property.endsWith("[*]")) // an element of a list
          .collect(Collectors.toUnmodifiableSet());

  private static final String OURS = "LATCHKEY_";

  /** What Kubernetes tells of services whose name begins with latchkey. */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile(
          "LATCHKEY_(\\w+_)?(SERVICE_(HOST|PORT(_\\w+)?)|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  /** {@code %prod.} before a property, {@code _PROD_} before a variable. */
  private static final Pattern PROFILE = Pattern.compile("^(%[^.]+\\.|_[A-Z0-9]+_(?=LATCHKEY_))");

  /** More typing errors than this make another word. */
  private static final int MAX_DISTANCE = 3;

  private UnknownSettings() {}

  /** One sentence for each, without its value. */
  static List<String> hints(Config config) {
    return hints(given(config));
  }

  /** All names that are set, of properties and of variables, without the profile before them. */
  static Set<String> given(Config config) {
    return StreamSupport.stream(config.getConfigSources().spliterator(), false)
        .flatMap(source -> source.getPropertyNames().stream())
        .map(name -> PROFILE.matcher(name).replaceFirst(""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static List<String> hints(Collection<String> names) {
    var known = KNOWN.stream().map(Settings::variable).collect(Collectors.toSet());
    var told = new HashSet<String>(); // a variable is there as a property as well
    var hints = new ArrayList<String>();
    for (var name : names) {
      var variable = Settings.variable(name);
      if (variable.startsWith(OURS)
          && told.add(variable)
          && !known.contains(variable)
          && !OF_KUBERNETES.matcher(variable).matches()) {
        hints.add(
            printable(name)
                + " is set, but is no setting"
                + nearest(variable, known).map(n -> ": is " + n + " meant?").orElse(""));
      }
    }
    return hints;
  }

  private static String printable(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "?");
  }

  private static Optional<String> nearest(String variable, Set<String> known) {
    return known.stream()
        .filter(candidate -> distance(variable, candidate) <= MAX_DISTANCE)
        .min(
            (a, b) -> {
              int closer = Integer.compare(distance(variable, a), distance(variable, b));
              return closer == 0 ? a.compareTo(b) : closer;
            });
  }

  /** Levenshtein's: how many characters to put in, take out or change. */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
