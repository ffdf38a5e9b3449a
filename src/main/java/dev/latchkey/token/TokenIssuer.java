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
import java.util.Optional;
import java.util.UUID;

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

  private final Issuer issuer;
  private final boolean allowHttpIssuer;
  private final String audience;
  private final KeyRing keys;
  private final Clock clock;

  @Inject
  TokenIssuer(TokenConfig config, KeyRing keys, Clock clock) {
    this.issuer = Issuer.parse(config.issuer());
    this.allowHttpIssuer = config.allowHttpIssuer();
    this.audience = issuer.audience(config);
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Checks the settings and reads the keys now instead of at the first login. Start-up calls it
   * before the port opens; it blocks on the file system.
   *
   * @throws KeyFolderException when the folder holds no usable keys; the message is one line
   * @throws ConfigurationException when a setting is missing or wrong; the message is one line
   */
  public void loadKeys() {
    issuer.requireTls(LaunchMode.current(), allowHttpIssuer);
    keys.current();
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
    var key = keys.current().signing();
    boolean limited = subject.scope().limited();
    var compact =
        Jwt.issuer(limited ? issuer.limited() : issuer.origin())
            .subject(subject.userId().toString())
            .audience(limited ? issuer.limited() : audience)
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
    keys.signatures().add(compact);
    return new IssuedToken(compact, expiresAt - now);
  }
}
