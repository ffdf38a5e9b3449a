package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenIssuerTest {

  private static final String ISSUER = "https://login.example.com";
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final UUID USER = UUID.fromString("11111111-2222-4333-8444-555555555555");
  private static final UUID ORGANIZATION = UUID.fromString("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");

  private final KeyRing ring = new KeyRing(SigningKeys::inMemory, Duration.ofDays(1));

  @Test
  void fullToken_hasTheseClaimsAndNoOthers() throws Exception {
    var claims = claims(issuer(NOW).issue(subject(TokenScope.ORG)));

    assertThat(UUID.fromString((String) claims.remove("jti")).version()).isEqualTo(4);
    assertThat(claims)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("iss", ISSUER),
                Map.entry("sub", USER.toString()),
                Map.entry("aud", ISSUER),
                Map.entry("client_id", "acme"),
                Map.entry("iat", NOW.getEpochSecond()),
                Map.entry("exp", NOW.getEpochSecond() + 3600),
                Map.entry("upn", "john.doe"),
                Map.entry("email", "john.doe@example.com"),
                Map.entry("org", "acme"),
                Map.entry("org_id", ORGANIZATION.toString()),
                Map.entry("amr", List.of("pwd")),
                Map.entry("auth_time", NOW.getEpochSecond()),
                Map.entry("scope", "org")));
  }

  @Test
  void header_hasAlgorithmTypeAndKeyIdAlone() throws Exception {
    var header = SignedJWT.parse(issuer(NOW).issue(subject(TokenScope.ORG))).getHeader();

    assertThat(header.toJSONObject())
        .isEqualTo(Map.of("alg", "ES256", "typ", "JWT", "kid", ring.current().signing().id()));
  }

  @ParameterizedTest
  @EnumSource(names = "ORG", mode = EnumSource.Mode.EXCLUDE)
  void limitedToken_hasAnotherIssuerAndTheIssuerForItsAudience(TokenScope scope) throws Exception {
    var config = new TestConfig(Optional.of(ISSUER), Optional.of("https://api"), Optional.empty());
    var issuer = new TokenIssuer(config, ring, Clock.fixed(NOW, ZoneOffset.UTC));

    var limited = claims(issuer.issue(subject(scope)));
    var full = claims(issuer.issue(subject(TokenScope.ORG)));

    assertThat(limited)
        .containsEntry("iss", ISSUER + "/limited")
        .containsEntry("aud", ISSUER)
        .containsEntry("scope", scope.claim())
        .containsOnlyKeys(full.keySet());
  }

  @Test
  void audience_isTheConfiguredOne() throws Exception {
    var config = new TestConfig(Optional.of(ISSUER), Optional.of("https://api"), Optional.empty());
    var issuer = new TokenIssuer(config, ring, Clock.fixed(NOW, ZoneOffset.UTC));

    assertThat(claims(issuer.issue(subject(TokenScope.ORG)))).containsEntry("aud", "https://api");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.999999999Z",
        "2038-01-19T03:14:07.5Z",
        "2038-01-19T03:14:08Z",
        "2106-02-07T06:28:16Z"
      })
  void validity_isExactlyAnHourOfWholeSeconds(String now) throws Exception {
    var claims = claims(issuer(Instant.parse(now)).issue(subject(TokenScope.ORG)));

    long issuedAt = Instant.parse(now).getEpochSecond();
    assertThat(claims)
        .containsEntry("iat", issuedAt)
        .containsEntry("auth_time", issuedAt)
        .containsEntry("exp", issuedAt + 3600);
  }

  @Test
  void everyToken_hasItsOwnId() throws Exception {
    var issuer = issuer(NOW);
    Set<Object> ids = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      ids.add(claims(issuer.issue(subject(TokenScope.ORG))).get("jti"));
    }

    assertThat(ids).hasSize(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"o\"brien\\", "Jürgen Straße", "名前", "𝔘ser", "a\u0001\u2028b", "</script>"})
  void username_arrivesUnchanged(String username) throws Exception {
    var subject = new TokenSubject(USER, username, username, ORGANIZATION, "acme", TokenScope.ORG);

    assertThat(claims(issuer(NOW).issue(subject)))
        .containsEntry("upn", username)
        .containsEntry("email", username);
  }

  @Test
  void token_isCompactAndVerifies() throws Exception {
    var token = issuer(NOW).issue(subject(TokenScope.ORG));

    assertThat(token).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    var key = ECKey.parse(ring.current().signing().publicJwk());
    assertThat(SignedJWT.parse(token).verify(new ECDSAVerifier(key))).isTrue();
  }

  @Test
  void keySwitched_signsTheNextToken() throws Exception {
    var issuer = issuer(NOW);
    var before = SignedJWT.parse(issuer.issue(subject(TokenScope.ORG))).getHeader().getKeyID();

    ring.refresh(); // its source makes a new key at each call
    var after = SignedJWT.parse(issuer.issue(subject(TokenScope.ORG))).getHeader().getKeyID();

    assertThat(after).isNotEqualTo(before).isEqualTo(ring.current().signing().id());
  }

  @Test
  void wrongIssuer_isRefusedWhenTheIssuerIsMade() {
    var clock = Clock.systemUTC();

    assertThatThrownBy(() -> new TokenIssuer(TestConfig.issuer(ISSUER + "/"), ring, clock))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void subject_printsNoNames() {
    assertThat(subject(TokenScope.ORG)).hasToString("TokenSubject[userId=" + USER + ", scope=ORG]");
  }

  private TokenIssuer issuer(Instant now) {
    return new TokenIssuer(TestConfig.issuer(ISSUER), ring, Clock.fixed(now, ZoneOffset.UTC));
  }

  static TokenSubject subject(TokenScope scope) {
    return new TokenSubject(USER, "john.doe", "john.doe@example.com", ORGANIZATION, "acme", scope);
  }

  /**
   * The claims as JSON has them: nimbus would turn an audience into a list and times into dates.
   */
  private static Map<String, Object> claims(String token) throws Exception {
    return SignedJWT.parse(token).getPayload().toJSONObject();
  }
}
