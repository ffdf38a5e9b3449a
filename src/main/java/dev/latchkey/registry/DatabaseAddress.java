package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the database is: what {@code LATCHKEY_DATABASE_URL} says. */
public record DatabaseAddress(String host, int port) {

  private static final String NAME = "LATCHKEY_DATABASE_URL";
  private static final String FORM = ", as in postgresql://host:5432/latchkey";
  private static final Pattern PASSWORD = Pattern.compile("(?i)password=");
  private static final int DEFAULT_PORT = 5432;

  /**
   * @throws DatabaseException when the address is missing or of another form; two drivers read it,
   *     and each would fail in words of its own, quoting it
   */
  public static DatabaseAddress parse(Optional<String> url) {
    var text = url.orElseThrow(() -> wrong("is not set: it is the address of the database"));
    var uri = uri(text);
    if (!"postgresql".equals(uri.getScheme())) {
      throw wrong("must begin with postgresql://");
    }
    if (uri.getRawUserInfo() != null || namesPassword(uri)) {
      throw wrong(
          "must hold no credentials: they are LATCHKEY_DATABASE_USERNAME and"
              + " LATCHKEY_DATABASE_PASSWORD");
    }
    if (uri.getHost() == null) {
      throw wrong("must name a host and, if it is not 5432, a port");
    }
    if (uri.getRawPath() == null || uri.getRawPath().length() < 2) {
      throw wrong("must name a database");
    }
    return new DatabaseAddress(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw wrong("is not an address");
    }
  }

  private static boolean namesPassword(URI uri) {
    return uri.getRawQuery() != null && PASSWORD.matcher(uri.getRawQuery()).find();
  }

  private static DatabaseException wrong(String problem) {
    return new DatabaseException(NAME + " " + problem + FORM);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
