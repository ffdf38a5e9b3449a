package dev.latchkey.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import dev.latchkey.ApiDocument;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WellKnownResourceTest {

  private static final String KEY_SET = "/.well-known/jwks.json";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";
  private static final String OPENID = "/.well-known/openid-configuration";

  @Inject TokenIssuer issuer;
  @Inject KeyRing ring;

  @Test
  void keySet_holdsEveryPublicKeyAndNothingPrivate() throws Exception {
    var answer = given().get(KEY_SET);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    List<Map<String, Object>> keys = answer.jsonPath().getList("keys");
    assertThat(keys).hasSize(1);
    assertThat(keys.get(0))
        .containsOnlyKeys("kty", "kid", "use", "alg", "crv", "x", "y")
        .doesNotContainKeys("d", "p", "q", "dp", "dq", "qi", "oth", "k")
        .containsEntry("kid", ring.current().signing().id());
    assertThat(JWKSet.parse(answer.asString()).getKeys()).noneMatch(key -> key.isPrivate());
  }

  @ParameterizedTest
  @ValueSource(strings = {OAUTH, OPENID})
  void metadata_namesIssuerKeySetAndAlgorithms(String path) {
    var answer = given().get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.jsonPath().<String, Object>getMap(""))
        .isEqualTo(
            Map.of(
                "issuer", address(),
                "jwks_uri", address() + KEY_SET,
                "response_types_supported", List.of(),
                "grant_types_supported", List.of(),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("ES256")));
  }

  @Test
  void bothMetadataAddresses_giveTheSameBytes() {
    assertThat(given().get(OAUTH).asByteArray()).isEqualTo(given().get(OPENID).asByteArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {KEY_SET, OAUTH, OPENID})
  void document_mayBeCached(String path) {
    var first = given().get(path);
    var tag = first.header("ETag");

    assertThat(first.headers().getValues("Cache-Control")).containsExactly("public, max-age=300");
    assertThat(tag).matches("\"[A-Za-z0-9_-]{43}\"");
    for (var known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
      var again = given().header("If-None-Match", known).get(path);
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.asByteArray()).isEmpty();
      assertThat(again.header("ETag")).isEqualTo(tag);
      assertThat(again.headers().getValues("Cache-Control")).containsExactly("public, max-age=300");
      assertThat(again.headers().getValues("Vary")).isEqualTo(first.headers().getValues("Vary"));
    }
    assertThat(given().header("If-None-Match", "\"x\"").get(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {KEY_SET, OAUTH, OPENID})
  void document_isAsTheApiDocumentDescribes(String path) {
    var answer = given().get(path);
    var again = given().header("If-None-Match", answer.header("ETag")).get(path);

    assertThat(ApiDocument.faults(path, described(answer))).isEmpty();
    assertThat(ApiDocument.faults(path, described(again))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {KEY_SET, OAUTH, OPENID})
  void head_isGetWithoutTheBody(String path) {
    var get = given().get(path);
    var head = given().head(path);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.asByteArray()).isEmpty();
    for (var name : List.of("Content-Type", "Content-Length", "ETag", "Cache-Control")) {
      assertThat(head.header(name)).as(name).isNotNull().isEqualTo(get.header(name));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/*",
        "application/json",
        "application/json, application/jwk-set+json",
        "application/jwk-set+json, application/json",
        "application/jwk-set+json, */*",
        "application/jwk-set+json;q=0.5, application/json;q=0.9",
        "application/jwk-set+json;q=0, application/json;q=0",
        "text/html",
        "*/*;q=0",
        "nonsense",
      })
  void keySet_isJsonWhateverIsAsked(String accept) {
    assertKeySet(accept, "application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/jwk-set+json",
        "Application/JWK-Set+JSON ; q=0.1",
        "application/jwk-set+json, application/json;q=0.9",
        "text/html;a=\"b,c\",,application/jwk-set+json, */*;q=.1",
        "application/json;q=0, */*",
      })
  void keySet_hasItsOwnTypeWhereThatIsPreferred(String accept) {
    assertKeySet(accept, "application/jwk-set+json");
  }

  private static void assertKeySet(String accept, String type) {
    var answer = given().header("Accept", accept).get(KEY_SET);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo(type);
    assertThat(answer.headers().getValues("Vary")).contains("Accept");
  }

  /** A cache that has one of them may not take it for the other. */
  @Test
  void bothTypesOfTheKeySet_haveTheSameBytesAndTagsOfTheirOwn() {
    var json = given().get(KEY_SET);
    var typed = given().header("Accept", "application/jwk-set+json").get(KEY_SET);
    var again =
        given()
            .header("Accept", "application/jwk-set+json")
            .header("If-None-Match", json.header("ETag"))
            .get(KEY_SET);

    assertThat(typed.asByteArray()).isEqualTo(json.asByteArray());
    assertThat(typed.header("ETag")).isNotEqualTo(json.header("ETag"));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().getValues("Vary")).contains("Accept");
  }

  @Test
  void fullToken_isAcceptedByNimbusFromTheAddressAlone() throws Exception {
    var token = issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact();

    assertThat(new NimbusReader(address(), OPENID, address()).read(token).getStringClaim("org"))
        .isEqualTo("acme");
  }

  @ParameterizedTest
  @EnumSource(names = "ORG", mode = EnumSource.Mode.EXCLUDE)
  void limitedToken_isRefusedByNimbusFromTheAddressAlone(TokenScope scope) throws Exception {
    var token = issuer.issue(TokenIssuerTest.subject(scope)).compact();
    var reader = new NimbusReader(address(), OAUTH, null);

    assertThatThrownBy(() -> reader.read(token)).isInstanceOf(BadJOSEException.class);
  }

  @Test
  void fullToken_opensAQuarkusResource() {
    var answer = protectedResource(issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asString()).isEqualTo("john.doe");
  }

  @ParameterizedTest
  @EnumSource(names = "ORG", mode = EnumSource.Mode.EXCLUDE)
  void limitedToken_doesNotOpenAQuarkusResource(TokenScope scope) {
    var answer = protectedResource(issuer.issue(TokenIssuerTest.subject(scope)).compact());

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  /** A rotation needs no restart only where somebody reads the folder again. */
  @Test
  void keysOfARunningService_arePolled() {
    ring.current();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .contains("latchkey-signing-keys");
  }

  @Test
  void badBearerToken_changesNothingWhereNoneIsAskedFor() {
    var answer = given().header("Authorization", "Bearer nonsense").get(KEY_SET);

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static Response protectedResource(String token) {
    return given().header("Authorization", "Bearer " + token).get("/test/protected");
  }

  private static ApiDocument.Answer described(Response answer) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    answer.headers().forEach(header -> headers.put(header.getName(), header.getValue()));
    return new ApiDocument.Answer(answer.statusCode(), headers, answer.asString());
  }

  private static String address() {
    return "http://localhost:" + RestAssured.port;
  }
}
