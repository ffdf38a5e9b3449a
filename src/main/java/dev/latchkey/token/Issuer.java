package dev.latchkey.token;

import dev.latchkey.settings.HostAndPort;
import dev.latchkey.settings.Settings;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The issuer identifier (RFC 8414, section 2): an http or https origin without a path. A reader
 * compares it byte by byte with {@code iss}, so {@code https://a} and {@code https://a/} are two
 * issuers; only the first form is accepted.
 */
record Issuer(String origin) {

  private static final String HTTPS = "https://";
  private static final Pattern PARTS =
      Pattern.compile("https?:(?://(?<authority>[^/?#]*))?(?<rest>.*)");
  private static final Pattern BLANK = Pattern.compile("\\s");
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

  private static final String ISSUER = "latchkey.token.issuer";
  private static final String AUDIENCE = "latchkey.token.audience";
  private static final String FORM = ", as in https://login.example.com";

  /**
   * @throws ConfigurationException with a one-line message when it is missing or of another form
   */
  static Issuer parse(Optional<String> configured) {
    var text =
        configured.orElseThrow(
            () -> wrong("is not set: it is the public base address of this service"));
    if (text.endsWith("/")) {
      throw wrong("must not end with a slash");
    }
    if (BLANK.matcher(text).find()) {
      throw wrong("is not an address");
    }
    var parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw wrong("must begin with http:// or https://");
    }
    var authority = parts.group("authority");
    if (authority == null || HostAndPort.parse(authority).isEmpty()) {
      throw wrong("must name a host, and nothing before it");
    }
    if (!parts.group("rest").isEmpty()) {
      throw wrong("must have no path, query or fragment");
    }
    return new Issuer(text);
  }

  /**
   * In production the keys must come over TLS, except to this machine itself.
   *
   * @throws ConfigurationException with a one-line message where they do not
   */
  void requireTls(LaunchMode mode, boolean allowHttp) {
    Settings.require(
        mode != LaunchMode.NORMAL || origin.startsWith(HTTPS) || allowHttp || isLoopback(host()),
        ISSUER,
        "must begin with https://, or "
            + Settings.both("latchkey.token.allow-http-issuer")
            + " must be true");
  }

  private String host() {
    var authority = origin.substring(origin.indexOf("//") + 2);
    return HostAndPort.parse(authority).orElseThrow().host();
  }

  /** Names are not looked up: what they lead to differs from machine to machine. */
  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || LOOPBACK.matcher(host).matches();
  }

  private static ConfigurationException wrong(String problem) {
    return Settings.wrong(ISSUER, problem + FORM);
  }

  /**
   * The audiences of full tokens: at least one, and each once.
   *
   * @throws ConfigurationException when that of limited tokens is among them
   */
  List<String> audiences(TokenConfig config) {
    var audiences = config.audience().orElse(List.of()).stream().distinct().toList();
    Settings.require(
        !audiences.contains(limited()),
        AUDIENCE,
        "must not hold " + limited() + ", which limited tokens have");
    return audiences.isEmpty() ? List.of(origin) : audiences;
  }

  /**
   * The issuer of tokens that open nothing yet, and their audience: none that a resource server
   * trusts, whichever of both it looks at.
   */
  String limited() {
    return origin + "/limited";
  }

  /**
   * What makes tokens long must leave room for the names of users.
   *
   * @param longest in characters, of the tokens that are issued with these audiences
   * @throws ConfigurationException when it is more than what is read back
   */
  void requireReadable(int longest, Set<String> audiences) {
    Settings.require(
        longest <= TokenReader.MAX_LENGTH,
        audiences.equals(Set.of(origin)) ? ISSUER : AUDIENCE,
        "is too long: a token could have "
            + longest
            + " characters, and "
            + TokenReader.MAX_LENGTH
            + " are read back");
  }

  String keySetAddress() {
    return origin + WellKnownResource.PATH + WellKnownResource.KEY_SET;
  }
}
