package dev.latchkey.token;

import dev.latchkey.keys.KeyFolderException;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Signs the tokens of a session: compact JWS (RFC 7515) with the claims of docs/api.md and no
 * others. It works on the caller's thread, an event loop too: an ES256 signature takes well under a
 * millisecond, an RS256 one of 3072 bits some milliseconds.
 */
@ApplicationScoped
public class TokenIssuer {

  /** How long a full token is valid, at most. */
  public static final Duration LIFETIME = Duration.ofHours(1);

  /** How long a limited token is valid. */
  static final Duration LIMITED_LIFETIME = Duration.ofMinutes(10);

  /** In code points, of a username or an e-mail address, and in characters, of a domain. */
  private static final int MAX_NAME = 254;

  private static final int MAX_DOMAIN = 253;

  /** In bytes. */
  private static final int RSA_4096 = 512;

  /** In seconds since 1970: the most digits that a time will have for 200 years. */
  private static final long MAX_TIME = 9_999_999_999L;

  private final Issuer issuer;
  private final boolean allowHttpIssuer;
  private final Set<String> audiences;
  private final KeyRing keys;
  private final Clock clock;

  @Inject
  TokenIssuer(TokenConfig config, KeyRing keys, Clock clock) {
    this.issuer = Issuer.parse(config.issuer());
    this.allowHttpIssuer = config.allowHttpIssuer();
    this.audiences = new LinkedHashSet<>(issuer.audiences(config));
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Checks the settings and reads the keys now instead of at the first login. Start-up calls it
   * before the port opens; it blocks on the file system.
   *
   * @throws KeyFolderException when the folder holds no usable keys; the message is one line
   * @throws ConfigurationException when a setting is missing or wrong, or makes tokens that are too
   *     long to be read back; the message is one line
   */
  public void loadKeys() {
    issuer.requireTls(LaunchMode.current(), allowHttpIssuer);
    issuer.requireReadable(longest(), audiences);
  }

  /** In characters, for the longest names, and for the longest key that anybody has use for. */
  private int longest() {
    var session = TokenSession.ofPassword(Instant.EPOCH).withSecondFactor(true);
    int spare = encoded(RSA_4096) - encoded(keys.current().signing().signatureLength());
    return Stream.of(TokenScope.values())
        .mapToInt(scope -> compact(longest(scope), session, MAX_TIME, MAX_TIME).length())
        .map(length -> length + Math.max(spare, 0))
        .max()
        .orElseThrow();
  }

  /** JSON escapes each of these characters in six bytes. */
  private static TokenSubject longest(TokenScope scope) {
    var id = new UUID(0, 0);
    var name = "\u2028".repeat(MAX_NAME);
    return new TokenSubject(id, name, name, id, "x".repeat(MAX_DOMAIN), scope, Long.MAX_VALUE);
  }

  /** Of so many bytes in Base64 without padding. */
  private static int encoded(int bytes) {
    return (bytes * 4 + 2) / 3;
  }

  /** The first token of a new session, after a right password. */
  public IssuedToken issue(TokenSubject subject) {
    long now = clock.instant().getEpochSecond();
    return sign(
        subject,
        TokenSession.ofPassword(Instant.ofEpochSecond(now)),
        now,
        now + lifetime(subject.scope()));
  }

  private static long lifetime(TokenScope scope) {
    return (scope.limited() ? LIMITED_LIFETIME : LIFETIME).toSeconds();
  }

  /**
   * A further token of a session, with the user as the subject says.
   *
   * @param end of the session: no token of it is valid longer
   * @return empty where the session is at its end
   */
  public Optional<IssuedToken> proceed(TokenSubject subject, TokenSession session, Instant end) {
    // The replica of the login may be ahead. Nobody takes a token that is older than its login.
    long now = Math.max(clock.instant().getEpochSecond(), session.authTime().getEpochSecond());
    long expiresAt = Math.min(now + lifetime(subject.scope()), end.getEpochSecond());
    return expiresAt > now ? Optional.of(sign(subject, session, now, expiresAt)) : Optional.empty();
  }

  private IssuedToken sign(TokenSubject subject, TokenSession session, long now, long expiresAt) {
    var compact = compact(subject, session, now, expiresAt);
    keys.signatures().add(compact);
    return new IssuedToken(compact, expiresAt - now);
  }

  private String compact(TokenSubject subject, TokenSession session, long now, long expiresAt) {
    var key = keys.current().signing();
    boolean limited = subject.scope().limited();
    // One audience becomes a string: not every reader takes a list of one (RFC 7519, 4.1.3)
    var audience = limited ? Set.of(issuer.limited()) : audiences;
    return Jwt.issuer(limited ? issuer.limited() : issuer.origin())
        .audience(audience)
        .subject(subject.userId().toString())
        .issuedAt(now)
        .expiresAt(expiresAt)
        .upn(subject.username())
        .claim("client_id", subject.organizationDomain())
        .claim("jti", UUID.randomUUID().toString())
        .claim("sid", session.id().toString())
        .claim("epoch", subject.epoch())
        .claim("email", subject.email())
        .claim("org", subject.organizationDomain())
        .claim("org_id", subject.organizationId().toString())
        .claim("amr", session.methods())
        .claim("auth_time", session.authTime().getEpochSecond())
        .claim("scope", subject.scope().claim())
        .jws()
        .algorithm(key.algorithm())
        .keyId(key.id())
        .sign(key.privateKey());
  }
}
