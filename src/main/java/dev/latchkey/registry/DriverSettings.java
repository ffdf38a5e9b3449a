package dev.latchkey.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.directory.DatabaseException;
import dev.latchkey.registry.DatabaseParameters.Tls;
import dev.latchkey.settings.LiteralValues;
import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import jakarta.annotation.Priority;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells each of the two drivers, in its own words, what {@code LATCHKEY_DATABASE_URL} says. {@code
 * application.properties} hands on what is found here, under names that nobody else sets. An
 * address that is refused is like one that is missing: whoever checks the settings says why.
 */
@StaticInitSafe
@Priority(LiteralValues.BELOW_EXPRESSIONS)
public final class DriverSettings implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1L;

  private static final String URL = "latchkey.database.url";

  /** The address for JDBC, without the {@code jdbc:} before it. */
  public static final String JDBC = "latchkey-driver.jdbc";

  private static final Map<String, Function<DatabaseAddress, String>> VALUES =
      Map.of(
          JDBC,
          DriverSettings::jdbc,
          "latchkey-driver.reactive",
          DriverSettings::reactive,
          "latchkey-driver.trust-all",
          address -> Boolean.toString(trustsAll(address)),
          "latchkey-driver.trust-authority",
          address -> Boolean.toString(address.parameters().authority().isPresent()),
          "latchkey-driver.authority",
          address -> address.parameters().authority().map(DriverSettings::element).orElse(""),
          "latchkey-driver.verification",
          address -> has(address, Tls.VERIFY_FULL) ? "HTTPS" : "NONE");

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    @Nullable Function<DatabaseAddress, String> value = VALUES.get(name);
    if (value == null) {
      return context.proceed(name);
    }
    @Nullable ConfigValue url = context.restart(URL);
    return address(url)
        .map(address -> url.withName(name).withValue(LiteralValues.literal(value.apply(address))))
        .orElse(null);
  }

  private static Optional<DatabaseAddress> address(@Nullable ConfigValue url) {
    try {
      return Optional.of(
          DatabaseAddress.parse(Optional.ofNullable(url).map(ConfigValue::getValue)));
    } catch (DatabaseException e) {
      return Optional.empty();
    }
  }

  static String jdbc(DatabaseAddress address) {
    var parameters = parameters(address);
    address.parameters().authority().ifPresent(file -> parameters.put("sslrootcert", file));
    address.parameters().schema().ifPresent(schema -> parameters.put("currentSchema", schema));
    address
        .parameters()
        .applicationName()
        .ifPresent(name -> parameters.put("ApplicationName", name));
    return url(address, parameters);
  }

  static String reactive(DatabaseAddress address) {
    var parameters = parameters(address);
    address.parameters().schema().ifPresent(schema -> parameters.put("search_path", schema));
    address
        .parameters()
        .applicationName()
        .ifPresent(name -> parameters.put("application_name", name));
    return url(address, parameters);
  }

  /** Those that both have by the same name. */
  private static Map<String, String> parameters(DatabaseAddress address) {
    var parameters = new LinkedHashMap<String, String>();
    address.parameters().tls().ifPresent(mode -> parameters.put("sslmode", mode.word()));
    address.parameters().options().ifPresent(options -> parameters.put("options", options));
    return parameters;
  }

  private static String url(DatabaseAddress address, Map<String, String> parameters) {
    return "postgresql://%s/%s%s"
        .formatted(
            address,
            encoded(address.database()),
            parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", "")));
  }

  /** Both drivers read a plus sign as a blank, and Quarkus a comma as the end of an address. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /**
   * The driver of JDBC believes every server then; the other one would ask the JVM's authorities.
   */
  private static boolean trustsAll(DatabaseAddress address) {
    return has(address, Tls.REQUIRE);
  }

  private static boolean has(DatabaseAddress address, Tls mode) {
    return address.parameters().tls().equals(Optional.of(mode));
  }

  /** Quarkus takes a list. */
  private static String element(String text) {
    return text.replace("\\", "\\\\").replace(",", "\\,");
  }
}
