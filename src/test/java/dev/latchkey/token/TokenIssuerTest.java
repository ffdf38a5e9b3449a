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
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    var claims = claims(issuer(NOW).issue(subject(TokenScope.ORG)).compact());

    assertThat(UUID.fromString((String) claims.remove("jti")).version()).isEqualTo(4);
    assertThat(UUID.fromString((String) claims.remove("sid")).version()).isEqualTo(4);
    assertThat(claims)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("iss", ISSUER),
                Map.entry("sub", USER.toString()),
                Map.entry("aud", ISSUER),
                Map.entry("client_id", "acme"),
                Map.entry("iat", NOW.getEpochSecond()),
                Map.entry("exp", NOW.getEpochSecond() + 3600),
                Map.entry("epoch", 7L),
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
    var header = SignedJWT.parse(issuer(NOW).issue(subject(TokenScope.ORG)).compact()).getHeader();

    assertThat(header.toJSONObject())
        .isEqualTo(Map.of("alg", "ES256", "typ", "JWT", "kid", ring.current().signing().id()));
  }

  @ParameterizedTest
  @EnumSource(names = "ORG", mode = EnumSource.Mode.EXCLUDE)
  void limitedToken_hasAnotherIssuerAndAudienceAndALifeOfTenMinutes(TokenScope scope)
      throws Exception {
    var config = TestConfig.issuer(ISSUER).audiences("https://api");
    var issuer = new TokenIssuer(config, ring, Clock.fixed(NOW, ZoneOffset.UTC));

    var token = issuer.issue(subject(scope));
    var limited = claims(token.compact());
    var full = claims(issuer.issue(subject(TokenScope.ORG)).compact());

    assertThat(token.expiresIn()).isEqualTo(600);
    assertThat(limited)
        .containsEntry("iss", ISSUER + "/limited")
        .containsEntry("aud", ISSUER + "/limited")
        .containsEntry("exp", NOW.getEpochSecond() + 600)
        .containsEntry("scope", scope.claim())
        .containsOnlyKeys(full.keySet());
  }

  @Test
  void renewal_keepsTheSessionAndIsATokenOfItsOwn() throws Exception {
    var session =
        new TokenSession(UUID.randomUUID(), NOW.minusSeconds(5_000), List.of("pwd", "otp", "mfa"));

    var token =
        issuer(NOW).proceed(subject(TokenScope.ORG), session, NOW.plusSeconds(9_999)).orElseThrow();

    assertThat(token.expiresIn()).isEqualTo(3600);
    assertThat(claims(token.compact()))
        .containsEntry("sid", session.id().toString())
        .containsEntry("auth_time", NOW.getEpochSecond() - 5_000)
        .containsEntry("amr", List.of("pwd", "otp", "mfa"))
        .containsEntry("iat", NOW.getEpochSecond())
        .containsEntry("exp", NOW.getEpochSecond() + 3600)
        .containsEntry("scope", "org");
  }

  @ParameterizedTest
  @CsvSource({"3601,3600", "3600,3600", "3599,3599", "1,1"})
  void renewal_isValidUntilTheEndOfTheSessionAtMost(long left, long expiresIn) throws Exception {
    var session = TokenSession.ofPassword(NOW);

    var token =
        issuer(NOW).proceed(subject(TokenScope.ORG), session, NOW.plusSeconds(left)).orElseThrow();

    assertThat(token.expiresIn()).isEqualTo(expiresIn);
    assertThat(claims(token.compact())).containsEntry("exp", NOW.getEpochSecond() + expiresIn);
  }

  /** The replica of the login was ahead. No reader takes a token that is older than its login. */
  @Test
  void renewal_isNotOlderThanTheLogin() throws Exception {
    var session = TokenSession.ofPassword(NOW.plusSeconds(20));

    var token =
        issuer(NOW).proceed(subject(TokenScope.ORG), session, NOW.plusSeconds(9_999)).orElseThrow();

    assertThat(claims(token.compact()))
        .containsEntry("auth_time", NOW.getEpochSecond() + 20)
        .containsEntry("iat", NOW.getEpochSecond() + 20);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, -100_000})
  void sessionAtItsEnd_hasNoFurtherToken(long left) {
    assertThat(
            issuer(NOW)
                .proceed(
                    subject(TokenScope.ORG), TokenSession.ofPassword(NOW), NOW.plusSeconds(left)))
        .isEmpty();
  }

  @Test
  void everyLogin_beginsItsOwnSession() throws Exception {
    var issuer = issuer(NOW);

    assertThat(claims(issuer.issue(subject(TokenScope.ORG)).compact()).get("sid"))
        .isNotEqualTo(claims(issuer.issue(subject(TokenScope.ORG)).compact()).get("sid"));
  }

  @Test
  void issuedToken_doesNotPrintItself() {
    assertThat(issuer(NOW).issue(subject(TokenScope.ORG))).hasToString("IssuedToken[…]");
  }

  @Test
  void audience_isTheConfiguredOne() throws Exception {
    var config = TestConfig.issuer(ISSUER).audiences("https://api");
    var issuer = new TokenIssuer(config, ring, Clock.fixed(NOW, ZoneOffset.UTC));

    assertThat(claims(issuer.issue(subject(TokenScope.ORG)).compact()))
        .containsEntry("aud", "https://api");
  }

  @Test
  void severalAudiences_areAListInFullTokensAlone() throws Exception {
    var config = TestConfig.issuer(ISSUER).audiences("https://b", "https://a");
    var issuer = new TokenIssuer(config, ring, Clock.fixed(NOW, ZoneOffset.UTC));

    assertThat(claims(issuer.issue(subject(TokenScope.ORG)).compact()))
        .containsEntry("aud", List.of("https://b", "https://a"));
    assertThat(claims(issuer.issue(subject(TokenScope.MFA)).compact()))
        .containsEntry("aud", ISSUER + "/limited");
  }

  /** A token that is too long could not be renewed. */
  @Test
  void settingsThatMakeTokensTooLong_areRefusedAtTheStart() {
    var config = TestConfig.issuer(ISSUER);
    var clock = Clock.systemUTC();
    var audience = "https://api.example/";

    new TokenIssuer(config, ring, clock).loadKeys();
    new TokenIssuer(config.audiences(audience, audience + "x".repeat(300)), ring, clock).loadKeys();
    for (var wrong :
        List.of(
            Map.entry("AUDIENCE", config.audiences(audience + "x".repeat(1_500))),
            Map.entry("ISSUER", TestConfig.issuer("https://" + "x.".repeat(750) + "example")))) {
      assertThatThrownBy(() -> new TokenIssuer(wrong.getValue(), ring, clock).loadKeys())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("LATCHKEY_TOKEN_" + wrong.getKey())
          .hasMessageContaining("7168 are read back");
    }
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
    var claims = claims(issuer(Instant.parse(now)).issue(subject(TokenScope.ORG)).compact());

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
      ids.add(claims(issuer.issue(subject(TokenScope.ORG)).compact()).get("jti"));
    }

    assertThat(ids).hasSize(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"o\"brien\\", "Jürgen Straße", "名前", "𝔘ser", "a\u0001\u2028b", "</script>"})
  void username_arrivesUnchanged(String username) throws Exception {
    var subject =
        new TokenSubject(USER, username, username, ORGANIZATION, "acme", TokenScope.ORG, 7);

    assertThat(claims(issuer(NOW).issue(subject).compact()))
        .containsEntry("upn", username)
        .containsEntry("email", username);
  }

  @Test
  void token_isCompactAndVerifies() throws Exception {
    var token = issuer(NOW).issue(subject(TokenScope.ORG)).compact();

    assertThat(token).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    var key = ECKey.parse(ring.current().signing().publicJwk());
    assertThat(SignedJWT.parse(token).verify(new ECDSAVerifier(key))).isTrue();
  }

  @Test
  void keySwitched_signsTheNextToken() throws Exception {
    var issuer = issuer(NOW);
    var before =
        SignedJWT.parse(issuer.issue(subject(TokenScope.ORG)).compact()).getHeader().getKeyID();

    ring.refresh(); // its source makes a new key at each call
    var after =
        SignedJWT.parse(issuer.issue(subject(TokenScope.ORG)).compact()).getHeader().getKeyID();

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
    return new TokenSubject(
        USER, "john.doe", "john.doe@example.com", ORGANIZATION, "acme", scope, 7);
  }

  /**
   * The claims as JSON has them: nimbus would turn an audience into a list and times into dates.
   */
  private static Map<String, Object> claims(String token) throws Exception {
    return SignedJWT.parse(token).getPayload().toJSONObject();
  }
}
