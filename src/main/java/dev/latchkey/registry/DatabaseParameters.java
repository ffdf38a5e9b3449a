package dev.latchkey.registry;

import static dev.latchkey.registry.DatabaseAddress.require;
import static dev.latchkey.registry.DatabaseAddress.wrong;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the database's address: those that mean the same to both drivers. Each other is
 * refused by its name. Many a driver ignores a parameter that it does not know, and a protection
 * that was meant would be without effect and without a word.
 *
 * @param authority the file of the certificates that the server's must come from
 * @param schema where the tables are
 * @param options what PostgreSQL's {@code options} are: {@code -c name=value}
 */
record DatabaseParameters(
    Optional<Tls> tls,
    Optional<String> authority,
    Optional<String> schema,
    Optional<String> applicationName,
    Optional<String> options) {

  /** By the names of libpq; those of JDBC, where they differ, mean the same. */
  private static final Map<String, String> NAMES =
      Map.of(
          "sslmode", "sslmode",
          "sslrootcert", "sslrootcert",
          "currentSchema", "currentSchema",
          "search_path", "currentSchema",
          "application_name", "application_name",
          "ApplicationName", "application_name",
          "options", "options");

  private static final String TAKEN =
      "sslmode, sslrootcert, currentSchema, application_name and options are taken";

  /** What people do instead. */
  private static final Map<String, String> INSTEAD =
      Map.of(
          "target_session_attrs", "the address must always lead to the server that takes writes",
          "targetServerType", "the address must always lead to the server that takes writes",
          "connect_timeout", "the time is LATCHKEY_DIRECTORY_TIMEOUT",
          "connectTimeout", "the time is LATCHKEY_DIRECTORY_TIMEOUT",
          "ssl", "write sslmode=verify-full, and sslrootcert",
          "statement_timeout", "write it at the role: ALTER ROLE ... SET statement_timeout");

  private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z_]{1,40}");

  /** How the connection is encrypted, and which server is believed ({@code sslmode} of libpq). */
  enum Tls {
    DISABLE("disable"),
    REQUIRE("require"),
    VERIFY_CA("verify-ca"),
    VERIFY_FULL("verify-full");

    private final String word;

    Tls(String word) {
      this.word = word;
    }

    /** {@code prefer} and {@code allow} protect from nobody: who is on the way says no to TLS. */
    static Tls parse(String text) {
      return Stream.of(values())
          .filter(mode -> mode.word().equals(text))
          .findFirst()
          .orElseThrow(() -> wrong("must have sslmode=disable, require, verify-ca or verify-full"));
    }

    String word() {
      return word;
    }
  }

  static DatabaseParameters parse(String text) {
    var values = new HashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        add(pair, values);
      }
    }
    return of(values);
  }

  private static void add(String pair, Map<String, String> values) {
    int equals = pair.indexOf('=');
    require(equals > 0, "has a parameter without a value");
    var given = pair.substring(0, equals);
    @Nullable String name = NAMES.get(given);
    require(name != null, refused(given));
    require(
        values.put(name, DatabaseAddress.decode(pair.substring(equals + 1))) == null,
        "has the parameter " + name + " twice");
  }

  private static String refused(String name) {
    var shown = PRINTABLE.matcher(name).matches() ? "the parameter " + name : "a parameter";
    return "has %s, which is not taken (%s): %s"
        .formatted(shown, TAKEN, INSTEAD.getOrDefault(name, "leave it out"));
  }

  private static DatabaseParameters of(Map<String, String> values) {
    var tls = Optional.ofNullable(values.get("sslmode")).map(Tls::parse);
    var authority = Optional.ofNullable(values.get("sslrootcert"));
    require(
        authority.isEmpty() || tls.filter(mode -> mode != Tls.DISABLE).isPresent(),
        "has sslrootcert, which needs sslmode=verify-full");
    require(
        !authority.equals(Optional.of("system")),
        "has sslrootcert=system, which is not taken: name a file");
    return new DatabaseParameters(
        // As libpq reads it: an authority that is named is asked for.
        authority.isPresent() && tls.equals(Optional.of(Tls.REQUIRE))
            ? Optional.of(Tls.VERIFY_CA)
            : tls,
        authority,
        Optional.ofNullable(values.get("currentSchema")),
        Optional.ofNullable(values.get("application_name")),
        Optional.ofNullable(values.get("options")));
  }
}
