package dev.latchkey.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Reads back what {@link TokenIssuer} signed, and nothing else (RFC 8725). It has the same keys:
 * one that was rotated in is known at once, and one that was removed is not known any more. It asks
 * nobody, and works on the caller's thread, an event loop too: it takes a fraction of a
 * millisecond.
 */
@ApplicationScoped
public class TokenReader {

  /** In characters. {@link TokenIssuer} checks at the start that none of ours can be longer. */
  static final int MAX_LENGTH = 7 * 1024;

  /** Ours have about 120 characters. It is read before anything shows that the token is ours. */
  private static final int MAX_HEADER_LENGTH = 256;

  /** How far the clock of the replica that issued a token may be ahead of ours. */
  static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

  private static final Pattern COMPACT =
      Pattern.compile("([A-Za-z0-9_-]++)\\.([A-Za-z0-9_-]++)\\.([A-Za-z0-9_-]++)");

  /**
   * Ours have these and no others. So there is no key in a header or behind an address ({@code
   * jwk}, {@code jku}, {@code x5c}, {@code x5u}) and nothing that a reader must understand ({@code
   * crit}).
   */
  private static final List<String> HEADER = List.of("alg", "kid", "typ");

  private final Issuer issuer;
  private final Set<String> audiences;
  private final KeyRing keys;
  private final Clock clock;

  @Inject
  TokenReader(TokenConfig config, KeyRing keys, Clock clock) {
    this.issuer = Issuer.parse(config.issuer());
    this.audiences = accepted(issuer.audiences(config), issuer);
    this.keys = keys;
    this.clock = clock;
  }

  /** Also what was issued before the first audience was set. */
  private static Set<String> accepted(List<String> audiences, Issuer issuer) {
    var accepted = new HashSet<>(audiences);
    accepted.add(issuer.origin());
    return accepted;
  }

  /**
   * @param compact whatever somebody sent
   * @param accepted the scopes of the tokens that the call takes
   * @return empty where it is no token of ours, is not valid now, or opens something else; tokens
   *     without {@code sid} or {@code epoch}, which older versions issued, included
   */
  public Optional<TokenClaims> read(String compact, Set<TokenScope> accepted) {
    if (compact.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      var claims = JsonMembers.parse(verifiedPayload(compact));
      requireTimes(claims);
      return Optional.of(read(claims, purpose(claims, accepted)));
    } catch (InvalidTokenException | JoseException e) {
      return Optional.empty();
    }
  }

  private String verifiedPayload(String compact) throws InvalidTokenException, JoseException {
    var parts = COMPACT.matcher(compact);
    if (!parts.matches()) {
      throw new InvalidTokenException();
    }
    var key = key(parts);
    if (!keys.signatures().has(compact)) {
      verify(compact, key);
    }
    return new String(decoded(parts.group(2)), StandardCharsets.UTF_8);
  }

  /** The key decides the algorithm. What the header says is the same. */
  private void verify(String compact, SigningKey key) throws InvalidTokenException, JoseException {
    var signature = new JsonWebSignature();
    signature.setAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, key.algorithm().getAlgorithm()));
    signature.setKey(key.publicKey());
    signature.setCompactSerialization(compact);
    if (!signature.verifySignature()) {
      throw new InvalidTokenException();
    }
    keys.signatures().add(compact);
  }

  private SigningKey key(Matcher parts) throws InvalidTokenException {
    if (parts.group(1).length() > MAX_HEADER_LENGTH) {
      throw new InvalidTokenException();
    }
    var header = JsonMembers.parse(new String(decoded(parts.group(1)), StandardCharsets.UTF_8));
    if (!header.names().equals(HEADER) || !header.text("typ").equals("JWT")) {
      throw new InvalidTokenException();
    }
    var key = keys.current().find(header.text("kid")).orElseThrow(InvalidTokenException::new);
    if (!key.algorithm().getAlgorithm().equals(header.text("alg"))
        || decoded(parts.group(3)).length != key.signatureLength()) {
      throw new InvalidTokenException();
    }
    return key;
  }

  private static byte[] decoded(String part) throws InvalidTokenException {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException e) {
      throw new InvalidTokenException();
    }
  }

  private void requireTimes(JsonMembers claims) throws InvalidTokenException {
    long now = clock.instant().getEpochSecond();
    long issuedAt = claims.number("iat");
    if (claims.number("exp") <= now
        || issuedAt > now + CLOCKS_DIFFER.toSeconds()
        || claims.number("auth_time") > issuedAt) {
      throw new InvalidTokenException();
    }
  }

  /**
   * Issuer and audience tell full and limited tokens apart, each for itself. One audience is
   * enough: a token of the time before another was added has not got that one.
   */
  private TokenScope purpose(JsonMembers claims, Set<TokenScope> accepted)
      throws InvalidTokenException {
    var scope = TokenScope.parse(claims.text("scope")).orElseThrow(InvalidTokenException::new);
    var expectedIssuer = scope.limited() ? issuer.limited() : issuer.origin();
    var expectedAudiences = scope.limited() ? Set.of(issuer.limited()) : audiences;
    if (!accepted.contains(scope)
        || !claims.text("iss").equals(expectedIssuer)
        || claims.textOrTexts("aud").stream().noneMatch(expectedAudiences::contains)) {
      throw new InvalidTokenException();
    }
    return scope;
  }

  private static TokenClaims read(JsonMembers claims, TokenScope scope)
      throws InvalidTokenException {
    return new TokenClaims(
        claims.uuid("sub"),
        claims.text("upn"),
        claims.uuid("org_id"),
        claims.text("org"),
        scope,
        claims.number("epoch"),
        new TokenSession(
            claims.uuid("sid"),
            Instant.ofEpochSecond(claims.number("auth_time")),
            claims.texts("amr")));
  }
}
