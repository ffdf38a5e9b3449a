package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each token that is refused here is one that is accepted, but for the one thing that is shown. */
class TokenReaderTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ISSUER = "https://login.example.com";
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Set<TokenScope> ALL = EnumSet.allOf(TokenScope.class);
  private static final Set<TokenScope> FULL = Set.of(TokenScope.ORG);

  /** Its source makes a new key at each call. */
  private final KeyRing ring = new KeyRing(SigningKeys::inMemory, Duration.ofDays(1));

  private final TestConfig config = TestConfig.issuer(ISSUER);
  private final TokenIssuer issuer = new TokenIssuer(config, ring, at(NOW));
  private final TokenReader reader = new TokenReader(config, ring, at(NOW));

  /** With the same keys, but it has seen none of the tokens: it checks their signatures. */
  private TokenReader replica(KeyRing keys) {
    return new TokenReader(config, new KeyRing(keys::current, Duration.ofDays(1)), at(NOW));
  }

  // --- what is read

  /** It has read the token before: its key and its times are looked at all the same. */
  @Test
  void tokenWhoseSignatureIsKnown_isRefusedWhenItsKeyOrItsTimeIsOver() {
    var token = issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact();
    assertThat(reader.read(token, FULL)).isPresent();

    assertThat(reader.read(token + "A", FULL)).isEmpty();
    assertThat(new TokenReader(config, ring, at(NOW.plusSeconds(3_600))).read(token, FULL))
        .isEmpty();
    assertThat(reader.read(token, Set.of(TokenScope.MFA))).isEmpty();
  }

  @Test
  void ourToken_isReadBack() {
    var subject = TokenIssuerTest.subject(TokenScope.ORG);
    var session =
        new TokenSession(UUID.randomUUID(), NOW.minusSeconds(60), List.of("pwd", "otp", "mfa"));
    var token = issuer.proceed(subject, session, NOW.plusSeconds(60)).orElseThrow();

    var claims =
        new TokenClaims(
            subject.userId(),
            subject.username(),
            subject.organizationId(),
            "acme",
            TokenScope.ORG,
            7,
            session);
    assertThat(reader.read(token.compact(), FULL)).contains(claims);
    assertThat(replica(ring).read(token.compact(), FULL)).contains(claims);
  }

  @Test
  void tokenOfALogin_isReadBack() {
    var claims = reader.read(issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact(), FULL);

    assertThat(claims).isPresent();
    assertThat(claims.get().session().methods()).containsExactly("pwd");
    assertThat(claims.get().session().hasSecondFactor()).isFalse();
    assertThat(claims.get().session().authTime()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @EnumSource(TokenScope.class)
  void token_isReadWhereItsScopeIsTakenAndNowhereElse(TokenScope scope) {
    var token = issuer.issue(TokenIssuerTest.subject(scope)).compact();

    for (var accepted : TokenScope.values()) {
      assertThat(reader.read(token, Set.of(accepted)).isPresent()).isEqualTo(accepted == scope);
    }
    assertThat(reader.read(token, ALL).map(TokenClaims::scope)).contains(scope);
    assertThat(reader.read(token, Set.of())).isEmpty();
  }

  @Test
  void tokensOfBothAlgorithms_areRead(@TempDir Path temp) {
    var folder =
        new KeyFolder(temp)
            .with("ec.pem", SigningKeyGenerator.es256())
            .with("rsa.pem", SigningKeyGenerator.rs256());
    for (var active : List.of("ec", "rsa")) {
      folder.with("active", active);
      var keys = new KeyRing(folder::load, Duration.ofDays(1));
      var token =
          new TokenIssuer(config, keys, at(NOW)).issue(TokenIssuerTest.subject(TokenScope.ORG));

      assertThat(replica(keys).read(token.compact(), FULL)).isPresent();
    }
  }

  @Test
  void audienceThatIsSet_isTheOneThatIsRead() {
    var other = config.audiences("https://api");
    var token =
        new TokenIssuer(other, ring, at(NOW)).issue(TokenIssuerTest.subject(TokenScope.ORG));

    assertThat(new TokenReader(other, ring, at(NOW)).read(token.compact(), FULL)).isPresent();
    assertThat(reader.read(token.compact(), FULL)).isEmpty();
  }

  /** Whoever adds an audience does not end the sessions of the time before. */
  @Test
  void tokenOfTheTimeBeforeAnAudienceWasAdded_isRead() {
    var one = config.audiences("https://a");
    var two = config.audiences("https://b", "https://a");
    var subject = TokenIssuerTest.subject(TokenScope.ORG);
    var reader = new TokenReader(two, ring, at(NOW));

    for (var before : List.of(config, one, two)) {
      var token = new TokenIssuer(before, ring, at(NOW)).issue(subject).compact();
      assertThat(reader.read(token, FULL)).as(before.toString()).isPresent();
    }
    var other = new TokenIssuer(config.audiences("https://c"), ring, at(NOW)).issue(subject);
    assertThat(reader.read(other.compact(), FULL)).isEmpty();
    var both = new TokenIssuer(two, ring, at(NOW)).issue(subject).compact();
    assertThat(new TokenReader(one, ring, at(NOW)).read(both, FULL)).isPresent();
  }

  /** Names that JSON escapes, and the longest signature that anybody has use for. */
  @Test
  void longestToken_isRead(@TempDir Path temp) {
    var folder = new KeyFolder(temp).with("rsa.pem", Pems.pem(Pems.rsa(4096).getPrivate()));
    var keys = new KeyRing(folder::load, Duration.ofDays(1));
    var name = "\u2028".repeat(253) + "@";
    var subject =
        new TokenSubject(
            UUID.randomUUID(),
            name,
            name,
            UUID.randomUUID(),
            "x".repeat(253),
            TokenScope.ORG,
            Long.MAX_VALUE);
    var token = new TokenIssuer(config, keys, at(NOW)).issue(subject).compact();

    assertThat(token).hasSizeGreaterThan(5_000);
    assertThat(replica(keys).read(token, FULL)).isPresent();
  }

  // --- keys

  @Test
  void keyThatWasRotatedIn_isKnownAtOnce_andOneThatWasRemoved_isNot() {
    var old = issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact();
    assertThat(reader.read(old, FULL)).isPresent();

    ring.refresh();

    var fresh = issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact();
    assertThat(reader.read(fresh, FULL)).isPresent();
    assertThat(reader.read(old, FULL)).isEmpty();
  }

  @Test
  void keyOfAnother_isRefused_underItsNameAndUnderOurs() {
    var other = SigningKeys.inMemory().signing();

    assertThat(reader.read(token().es256(key()), FULL)).isPresent();
    assertThat(reader.read(token().es256(other.privateKey()), FULL)).isEmpty();
    assertThat(
            reader.read(
                new HandMade(header("kid", quoted(other.id())), token().payload())
                    .es256(other.privateKey()),
                FULL))
        .isEmpty();
  }

  @Test
  void unsignedToken_isRefused() {
    var header = header("alg", "\"none\"");
    var made = new HandMade(header, token().payload());

    assertThat(reader.read(made.unsigned(), FULL)).isEmpty();
    assertThat(reader.read(made.es256(key()), FULL)).isEmpty();
    assertThat(reader.read(new HandMade("{\"alg\":\"none\"}", made.payload()).unsigned(), FULL))
        .isEmpty();
    assertThat(reader.read(token().unsigned(), FULL)).isEmpty();
  }

  /** A reader that lets the header choose takes what is public for a secret. */
  @Test
  void publicKeyAsASecret_isRefused() throws Exception {
    var publicKey = ring.current().signing().publicKey();
    var pem = Pems.pem("PUBLIC KEY", publicKey.getEncoded());
    var jwk = JSON.writeValueAsString(ring.current().signing().publicJwk());
    var made = new HandMade(header("alg", "\"HS256\""), token().payload());

    for (var secret :
        List.of(
            publicKey.getEncoded(),
            pem.getBytes(StandardCharsets.US_ASCII),
            pem.strip().getBytes(StandardCharsets.US_ASCII),
            jwk.getBytes(StandardCharsets.US_ASCII))) {
      assertThat(reader.read(made.hs256(secret), FULL)).isEmpty();
    }
  }

  @Test
  void algorithmOfAnotherKind_isRefused() {
    var rsa = Pems.rsa(2048).getPrivate();

    assertThat(
            reader.read(
                new HandMade(header("alg", "\"RS256\""), token().payload()).rs256(rsa), FULL))
        .isEmpty();
    assertThat(
            reader.read(
                new HandMade(header("alg", "\"ES384\""), token().payload()).es256(key()), FULL))
        .isEmpty();
  }

  // --- the header

  static Stream<String> hostileHeaders() {
    return Stream.of(
        with("\"crit\":[\"exp\"]"),
        with("\"crit\":[]"),
        with("\"jku\":\"https://evil.example/jwks.json\""),
        with("\"x5u\":\"https://evil.example/cert.pem\""),
        with("\"x5c\":[\"MIIB\"]"),
        with("\"x5t\":\"x\""),
        with("\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}"),
        with("\"jwk\":null"),
        with("\"cty\":\"JWT\""),
        with("\"zip\":\"DEF\""),
        with("\"b64\":false,\"crit\":[\"b64\"]"),
        with("\"kid\":\"KID\""),
        with("\"k\\u0069d\":\"KID\""),
        "{\"alg\":\"ES256\",\"typ\":\"JWT\"}",
        "{\"alg\":\"ES256\",\"kid\":\"KID\"}",
        "{\"typ\":\"JWT\",\"kid\":\"KID\"}",
        "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"unknown\"}",
        "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"\"}",
        "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":1}",
        "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":null}",
        "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":[\"KID\"]}",
        "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\"}",
        "{\"alg\":\"ES256\",\"typ\":1,\"kid\":\"KID\"}",
        "{\"alg\":\"es256\",\"typ\":\"JWT\",\"kid\":\"KID\"}",
        "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"KID\"}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"KID\"}",
        "{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"KID\"}",
        "{\"alg\":null,\"typ\":\"JWT\",\"kid\":\"KID\"}",
        "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"KID\"}{}",
        "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"KID\"",
        "[{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"KID\"}]",
        "[".repeat(3_000),
        "null",
        "\"KID\"",
        "x");
  }

  private static String with(String member) {
    return "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"KID\"," + member + "}";
  }

  @ParameterizedTest
  @MethodSource("hostileHeaders")
  void hostileHeader_isRefused_thoughTheSignatureIsOurs(String header) {
    var good = "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"KID\"}";

    assertThat(reader.read(made(good).es256(key()), FULL)).isPresent();
    assertThat(reader.read(made(header).es256(key()), FULL)).isEmpty();
  }

  private HandMade made(String header) {
    var id = ring.current().signing().id();
    return new HandMade(header.replace("KID", id), token().payload());
  }

  // --- the claims

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "iss       | \"https://evil.example\"",
        "iss       | \"https://login.example.com/\"",
        "iss       | \"https://login.example.com/limited\"",
        "iss       | [\"https://login.example.com\"]",
        "iss       | null",
        "aud       | \"https://evil.example\"",
        "aud       | \"https://login.example.com/limited\"",
        "aud       | []",
        "aud       | [\"https://login.example.com\",1]",
        "aud       | null",
        "scope     | \"mfa\"",
        "scope     | \"password\"",
        "scope     | \"ORG\"",
        "scope     | \"org mfa\"",
        "scope     | [\"org\"]",
        "scope     | null",
        "exp       | 1769860800",
        "exp       | 1769860799",
        "exp       | \"1769864400\"",
        "exp       | 1769864400.5",
        "exp       | 1e300",
        "exp       | 99999999999999999999",
        "exp       | -1",
        "exp       | null",
        "iat       | 1769860831",
        "iat       | \"1769860800\"",
        "iat       | null",
        "auth_time | 1769860801",
        "auth_time | -1",
        "auth_time | 1769860800.0",
        "auth_time | null",
        "sub       | \"john.doe\"",
        "sub       | \"1-1-1-1-1\"",
        "sub       | \"11111111-2222-4333-8444-55555555555A\"",
        "sub       | 1",
        "sub       | null",
        "sid       | \"\"",
        "sid       | 1",
        "sid       | null",
        "epoch     | \"7\"",
        "epoch     | 7.0",
        "epoch     | -7",
        "epoch     | 99999999999999999999",
        "epoch     | true",
        "epoch     | null",
        "org       | 1",
        "org       | null",
        "org_id    | \"acme\"",
        "org_id    | null",
        "amr       | \"pwd\"",
        "amr       | [1]",
        "amr       | {}",
        "amr       | null",
      })
  void claimOfAnotherValueOrType_isRefused_andSoIsOneThatIsMissing(String claim, String value)
      throws Exception {
    var changed = claims();
    changed.set(claim, JSON.readTree(value));
    var without = claims();
    without.remove(claim);

    assertThat(reader.read(token(claims()), ALL)).isPresent();
    assertThat(reader.read(token(changed), ALL)).isEmpty();
    assertThat(reader.read(token(without), ALL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"mfa,org", "password,org", "org,mfa", "org,password"})
  void purposeThatTheIssuerDoesNotTell_isRefused(String issued, String claimed) throws Exception {
    var scope = TokenScope.parse(issued).orElseThrow();
    var claims = claims(issuer.issue(TokenIssuerTest.subject(scope)).compact());
    assertThat(reader.read(token(claims), ALL)).isPresent();

    claims.put("scope", claimed);

    assertThat(reader.read(token(claims), ALL)).isEmpty();
  }

  @Test
  void severalAudiences_areReadWhereOursIsOneOfThem() throws Exception {
    var claims = claims();
    claims.putArray("aud").add("https://other.example").add(ISSUER);

    assertThat(reader.read(token(claims), FULL)).isPresent();
  }

  @Test
  void claimThatIsThereTwice_isRefused() {
    var payload = token().payload();
    var twice = "{\"epoch\":7," + payload.substring(1);

    assertThat(reader.read(new HandMade(header(), payload + " ").es256(key()), FULL)).isPresent();
    assertThat(reader.read(new HandMade(header(), twice).es256(key()), FULL)).isEmpty();
    assertThat(reader.read(new HandMade(header(), payload + "{}").es256(key()), FULL)).isEmpty();
  }

  /** Nothing is known of whoever sent it, so little of it is read. */
  @ParameterizedTest
  @CsvSource({"20, true", "200, false", "5000, false"})
  void longHeader_isNotRead(int blanks, boolean valid) throws Exception {
    var padded = header().replace("{", "{" + " ".repeat(blanks));

    var token = new HandMade(padded, claims().toString()).es256(key());

    assertThat(reader.read(token, FULL).isPresent()).isEqualTo(valid);
  }

  // --- time

  @ParameterizedTest
  @CsvSource({"-30, true", "-29, true", "-31, false", "0, true", "3599, true", "3600, false"})
  void clockOfThisReplica_mayBeBehindByThirtySeconds(long seconds, boolean valid) {
    var token = issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact();
    var later = new TokenReader(config, ring, at(NOW.plusSeconds(seconds)));

    assertThat(later.read(token, FULL).isPresent()).isEqualTo(valid);
  }

  // --- the form

  @Test
  void anyOtherForm_isRefused() {
    var token = token().es256(key());
    var parts = token.split("\\.");

    assertThat(reader.read(token, FULL)).isPresent();
    assertThat(
            Stream.of(
                "",
                ".",
                "..",
                "...",
                parts[0],
                parts[0] + "." + parts[1],
                token + ".",
                token + "." + parts[2],
                "." + token,
                " " + token,
                token + " ",
                token + "\n",
                token + "=",
                token + "==",
                token + "A",
                token.substring(0, token.length() - 2),
                token.replace(".", ".\n"),
                parts[0] + "=." + parts[1] + "." + parts[2],
                parts[0]
                    + "."
                    + parts[1]
                    + "."
                    + parts[2].replace('_', '/').replace('-', '+')
                    + "+",
                parts[0] + "." + parts[1] + ".A",
                parts[0] + "." + parts[1] + "." + parts[2] + parts[2],
                parts[0] + "." + parts[1] + "." + "A".repeat(86),
                parts[1] + "." + parts[0] + "." + parts[2],
                "\u0000".repeat(10),
                token.replace('e', '\u0435')))
        .allSatisfy(other -> assertThat(reader.read(other, FULL)).as(other).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void partOfAnotherToken_isRefused(int part) throws Exception {
    var token = token().es256(key()).split("\\.");
    var other = claims();
    other.put("epoch", 8);
    var others =
        part == 0
            ? new HandMade("{\"typ\":\"JWT\"}", "").es256(key()).split("\\.")
            : token(other).split("\\.");
    token[part] = others[part];

    assertThat(reader.read(String.join(".", token), FULL)).isEmpty();
  }

  @Test
  void tokenThatIsLongerThanOursCanBe_isRefusedBeforeItIsRead() throws Exception {
    assertThat(reader.read(padded(TokenReader.MAX_LENGTH - 40), FULL)).isPresent();
    assertThat(reader.read(padded(TokenReader.MAX_LENGTH + 1), FULL)).isEmpty();
    assertThat(reader.read("x".repeat(1_000_000), FULL)).isEmpty();
  }

  /** At least so long. */
  private String padded(int length) throws Exception {
    var claims = claims();
    var token = token(claims);
    for (int i = 0; token.length() < length; i++) {
      claims.put("x", "x".repeat((length - token().es256(key()).length()) * 3 / 4 - 8 + i));
      token = token(claims);
    }
    return token;
  }

  // --- how

  /** A token of ours, to be signed. */
  private HandMade token() {
    var compact = issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact();
    return new HandMade(header(), decoded(compact));
  }

  private String token(ObjectNode claims) {
    return new HandMade(header(), claims.toString()).es256(key());
  }

  private ObjectNode claims() throws Exception {
    return claims(issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact());
  }

  private static ObjectNode claims(String compact) throws Exception {
    return (ObjectNode) JSON.readTree(decoded(compact));
  }

  private static String decoded(String compact) {
    return new String(
        Base64.getUrlDecoder().decode(compact.split("\\.")[1]), StandardCharsets.UTF_8);
  }

  private String header() {
    return header("alg", "\"ES256\"");
  }

  private String header(String member, String value) {
    var kid = member.equals("kid") ? value : quoted(ring.current().signing().id());
    var alg = member.equals("alg") ? value : "\"ES256\"";
    return "{\"typ\":\"JWT\",\"alg\":" + alg + ",\"kid\":" + kid + "}";
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private PrivateKey key() {
    return ring.current().signing().privateKey();
  }

  private static Clock at(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }
}
