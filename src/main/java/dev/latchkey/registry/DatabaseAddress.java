package dev.latchkey.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.directory.DatabaseException;
import dev.latchkey.settings.HostAndPort;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the database is: what {@code LATCHKEY_DATABASE_URL} says. Two drivers connect to it, and
 * each has rules of its own for such an address. So it is read here alone, by the rules of
 * PostgreSQL's libpq, and each driver gets it in its own form ({@link DriverSettings}).
 *
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param database the name, decoded
 */
public record DatabaseAddress(
    String host, int port, String database, DatabaseParameters parameters) {

  private static final String NAME = "LATCHKEY_DATABASE_URL";
  private static final String EXAMPLE = ", as in postgresql://host:5432/latchkey";
  private static final String SCHEME = "postgresql://";
  private static final Pattern FORM =
      Pattern.compile("(?<authority>[^/?]*)(?:/(?<database>[^?]*))?(?:\\?(?<parameters>.*))?");
  private static final Pattern NOT_AS_IT_IS = Pattern.compile("[\\s#]");
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i)(^|&)(user|password|passfile|sslpassword)=");
  private static final int DEFAULT_PORT = 5432;

  /**
   * @throws DatabaseException when the address is missing or of another form. The message is one
   *     line and quotes nothing of it
   */
  public static DatabaseAddress parse(Optional<String> url) {
    var text = url.orElseThrow(() -> form("is not set: it is the address of the database"));
    requireForm(text.startsWith(SCHEME), "must begin with postgresql://");
    var parts = FORM.matcher(text.substring(SCHEME.length()));
    requireForm(
        parts.matches() && !NOT_AS_IT_IS.matcher(text).find(),
        "is not an address: write a blank as %20 and # as %23");
    var authority = parts.group("authority");
    var parameters = Optional.ofNullable(parts.group("parameters")).orElse("");
    requireForm(
        !authority.contains("@") && !CREDENTIALS.matcher(parameters).find(),
        "must hold no credentials: they are LATCHKEY_DATABASE_USERNAME and"
            + " LATCHKEY_DATABASE_PASSWORD");
    require(
        !authority.contains(","),
        "names several hosts, and takes one: name the address that always leads to the server that"
            + " takes writes, such as a virtual address, a pooler, or the service of CloudNativePG"
            + " that ends with -rw");
    var hostAndPort =
        HostAndPort.parse(authority)
            .orElseThrow(() -> form("must name a host and, if it is not 5432, a port"));
    var database = Optional.ofNullable(parts.group("database")).orElse("");
    requireForm(!database.isEmpty() && !database.contains("/"), "must name a database");
    return new DatabaseAddress(
        hostAndPort.host(),
        hostAndPort.port().orElse(DEFAULT_PORT),
        decode(database),
        DatabaseParameters.parse(parameters));
  }

  /** Host and port of an address of any form, for a message. */
  static Optional<String> hostAndPort(String url) {
    var authority = url.replaceFirst("^[^/]*//", "").replaceFirst("[/?].*", "");
    return HostAndPort.parse(authority)
        .map(found -> found.host() + ":" + found.port().orElse(DEFAULT_PORT));
  }

  /** Percent-encoding (RFC 3986, section 2.1). A plus sign is itself, as it is to libpq. */
  static String decode(String text) {
    var bytes = ByteBuffer.allocate(text.getBytes(UTF_8).length);
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      if (character == '%') {
        bytes.put(octet(text, i + 1));
        i += 3;
      } else {
        bytes.put(Character.toString(character).getBytes(UTF_8));
        i += Character.charCount(character);
      }
    }
    try {
      return UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw wrong("has a character that is not UTF-8");
    }
  }

  private static byte octet(String text, int at) {
    int high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(text.charAt(at + 1), 16);
    require(low >= 0, "has a % without two hexadecimal digits: write % as %25");
    return (byte) (high * 16 + low);
  }

  static void require(boolean holds, String problem) {
    if (!holds) {
      throw wrong(problem);
    }
  }

  private static void requireForm(boolean holds, String problem) {
    require(holds, problem + EXAMPLE);
  }

  private static DatabaseException form(String problem) {
    return wrong(problem + EXAMPLE);
  }

  static DatabaseException wrong(String problem) {
    return new DatabaseException(NAME + " " + problem);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
