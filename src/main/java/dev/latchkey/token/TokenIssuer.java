package dev.latchkey.token;

import dev.latchkey.keys.KeyFolderException;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Signs the token of a login: a compact JWS (RFC 7515) with the claims of docs/api.md and no
 * others. It works on the caller's thread, an event loop too: an ES256 signature takes well under a
 * millisecond, an RS256 one of 3072 bits some milliseconds.
 */
@ApplicationScoped
public class TokenIssuer {

  /** How long a token is valid. */
  public static final Duration LIFETIME = Duration.ofHours(1);

  private final Issuer issuer;
  private final boolean allowHttpIssuer;
  private final String audience;
  private final KeyRing keys;
  private final Clock clock;

  @Inject
  TokenIssuer(TokenConfig config, KeyRing keys, Clock clock) {
    this.issuer = Issuer.parse(config.issuer());
    this.allowHttpIssuer = config.allowHttpIssuer();
    this.audience = config.audience().orElse(issuer.origin());
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

  /** A new token, valid from now on for {@link #LIFETIME}. */
  public String issue(TokenSubject subject) {
    var key = keys.current().signing();
    boolean limited = subject.scope().limited();
    long now = clock.instant().getEpochSecond();
    return Jwt.issuer(limited ? issuer.limited() : issuer.origin())
        .subject(subject.userId().toString())
        .audience(limited ? issuer.origin() : audience)
        .issuedAt(now)
        .expiresAt(now + LIFETIME.toSeconds())
        .upn(subject.username())
        .claim("client_id", subject.organizationDomain())
        .claim("jti", UUID.randomUUID().toString())
        .claim("email", subject.email())
        .claim("org", subject.organizationDomain())
        .claim("org_id", subject.organizationId().toString())
        .claim("amr", List.of("pwd"))
        .claim("auth_time", now)
        .claim("scope", subject.scope().claim())
        .jws()
        .algorithm(key.algorithm())
        .keyId(key.id())
        .sign(key.privateKey());
  }
}
