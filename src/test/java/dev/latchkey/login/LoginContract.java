package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.ApiDocument;
import dev.latchkey.ApiDocument.Answer;
import dev.latchkey.TestDirectory;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT's rows that concern the login itself, for any running service with its database. */
abstract class LoginContract {

  static final String PASSWORD = "correct horse battery staple";

  /** bcrypt of {@link #PASSWORD} at cost 4. */
  static final String HASH = Hashes.of(PASSWORD, 4);

  private TestDirectory.Org org;

  abstract String baseUri();

  abstract TestDirectory directory();

  @BeforeEach
  void emptyOrganization() {
    org = directory().org("contract.example");
  }

  // --- the request and its answer

  @Test
  void rightPassword_answersWithExactlyTheDocumentedMembers() {
    var id =
        org.user("Jane.Doe")
            .hash(HASH)
            .with("first_name", "Jane")
            .with("last_name", "Döe \"q\"")
            .with("favorites", new String[] {"b", "a"})
            .save("jane.doe", "jane.doe@mail.example");

    Response response = login(org.domain, "jane.doe", PASSWORD);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    assertThat(response.header("Date"))
        .matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
    String token = response.path("token");
    assertThat(response.asString())
        .isEqualTo(
            "{\"token\":\""
                + token
                + "\",\"expires_in\":3600,\"user\":{\"id\":\""
                + id
                + "\",\"username\":\"Jane.Doe\",\"email\":\"Jane.Doe@mail.example\","
                + "\"firstName\":\"Jane\",\"lastName\":\"Döe \\\"q\\\"\",\"status\":\"active\","
                + "\"mfaRequired\":false,\"mfaConfigured\":false,\"changePassword\":false,"
                + "\"invite_expired\":false,\"favorite\":[\"b\",\"a\"]}}");
  }

  @Test
  void rightPassword_givesATokenForThatUserAndOrganisation() {
    var id = org.user("jane").hash(HASH).save("jane");

    var claims = claims(login(org.domain, "jane", PASSWORD));

    assertThat(claims)
        .contains("\"sub\":\"" + id + "\"")
        .contains("\"org\":\"contract.example\"")
        .contains("\"org_id\":\"" + org.id + "\"")
        .contains("\"upn\":\"jane\"")
        .contains("\"scope\":\"org\"");
  }

  @Test
  void unknownMembers_areIgnored() {
    org.user("jane").hash(HASH).save();
    var body =
        "{\"x\":{\"username\":1,\"deep\":[null,{}]},\"username\":\"jane\",\"otp\":123,\"password\":\""
            + PASSWORD
            + "\"}";

    assertThat(post(org.domain, body).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
  void everyPrefixOfBcrypt_isAccepted(String prefix) {
    org.user("jane").hash(prefix + HASH.substring(4)).save();

    assertThat(login(org.domain, "jane", PASSWORD).statusCode()).isEqualTo(200);
    assertThat(login(org.domain, "jane", PASSWORD + "x").statusCode()).isEqualTo(401);
  }

  @Test
  void organisationDomain_isFoldedInAsciiOnly() {
    org.user("jane").hash(HASH).save();

    assertThat(login("CONTRACT.Example", "jane", PASSWORD).statusCode()).isEqualTo(200);
    // U+212A KELVIN SIGN is a k to Unicode, not to a domain
    directory().org("kelvin.example").user("jane").hash(HASH).save();
    assertThat(login("%E2%84%AAelvin.example", "jane", PASSWORD).statusCode()).isEqualTo(404);
  }

  // --- who the name means

  @Test
  void emailAddress_worksAsTheUsername() {
    org.user("jane").hash(HASH).save("jane", "jane@mail.example");

    assertThat(login(org.domain, "JANE@mail.example", PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void sameUsernameInTwoOrganisations_isTwoUsers() {
    var other = directory().org("other.example");
    var here = org.user("jane").hash(HASH).save();
    var there = other.user("jane").hash(Hashes.of("another password", 4)).save();

    assertThat((String) login(org.domain, "jane", PASSWORD).path("user.id"))
        .isEqualTo(here.toString());
    assertThat((String) login(other.domain, "jane", "another password").path("user.id"))
        .isEqualTo(there.toString());
    assertThat(login(org.domain, "jane", "another password").statusCode()).isEqualTo(401);
    assertThat(login(other.domain, "jane", PASSWORD).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "müller,          MÜLLER,          200",
    "straße,          STRAẞE,          200",
    "straße,          STRASSE,         401",
    "diyarbakır,      DİYARBAKIR,      401",
    "diyarbakir,      DIYARBAKIR,      200",
    "istanbul,        İSTANBUL,        401",
    "ışık,            IŞIK,            401",
    "ışık,            ıŞıK,            200",
    "σοφος,           ΣΟΦΟΣ,           200",
    "𐐨𐐩,              𐐀𐐁,              200",
  })
  void caseOfAName_doesNotMatterInAnyLocale(String stored, String sent, int status) {
    org.user(stored).hash(HASH).save(dev.latchkey.directory.LoginName.of(stored).key());

    assertThat(login(org.domain, sent, PASSWORD).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "_ane",
        "jan%",
        "' or '1'='1",
        "jane'--",
        "jane\\\\",
        "jane*",
        " jane",
        "jane "
      })
  void charactersOfSqlAndPatterns_meanNothing(String name) {
    org.user("jane").hash(HASH).save();

    assertThat(login(org.domain, name, PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void nameOfSqlCharacters_canLogIn() {
    org.user("o'neil%_;--").hash(HASH).save();

    assertThat(login(org.domain, "O'Neil%_;--", PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void nameOf254CodePoints_isLookedUp() {
    var name = "𝒳".repeat(254);
    org.user(name).with("email", "x@y").hash(HASH).save();

    assertThat(login(org.domain, name, PASSWORD).statusCode()).isEqualTo(200);
  }

  // --- who may log in

  @Test
  void invitedUser_mustChangeThePassword() {
    org.user("jane")
        .hash(HASH)
        .with("status", "invited")
        .with("invite_expires_at", Instant.now().plusSeconds(60))
        .save();

    Response response = login(org.domain, "jane", PASSWORD);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.<Boolean>path("user.changePassword")).isTrue();
    assertThat(response.<Boolean>path("user.invite_expired")).isFalse();
    assertThat(response.<String>path("user.status")).isEqualTo("invited");
    assertThat(claims(response)).contains("\"scope\":\"password\"").contains("/limited\"");
  }

  @ParameterizedTest
  @CsvSource({"true, false, mfa", "true, true, mfa", "false, true, password"})
  void unfinishedLogin_getsALimitedToken(boolean mfa, boolean change, String scope) {
    org.user("jane").hash(HASH).with("mfa_required", mfa).with("change_password", change).save();

    Response response = login(org.domain, "jane", PASSWORD);

    assertThat(response.<Boolean>path("user.mfaRequired")).isEqualTo(mfa);
    assertThat(response.<Boolean>path("user.changePassword")).isEqualTo(change);
    assertThat(claims(response)).contains("\"scope\":\"" + scope + "\"").contains("/limited\"");
  }

  // --- 401: one answer for every cause

  @Test
  void everyRefusal_isTheSameToTheByte() {
    var longPassword = "x".repeat(72);
    org.user("right").hash(HASH).save();
    org.user("long").hash(Hashes.of(longPassword, 4)).save();
    org.user("none").save();
    org.user("disabled").hash(HASH).with("status", "disabled").save();
    org.user("expired")
        .hash(HASH)
        .with("status", "invited")
        .with("invite_expires_at", Instant.now().minusSeconds(1))
        .save();
    org.user("damaged").hash(HASH.substring(0, 59)).save();
    org.user("sign-bug").hash("$2x$" + HASH.substring(4)).save();
    org.user("foreign").hash("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA").save();
    org.user("too-cheap").hash("$2a$03$" + HASH.substring(7)).save();
    org.user("too-dear").hash("$2a$16$" + HASH.substring(7)).save();
    org.user("empty").hash("").save();
    directory().lock(org.user("locked").hash(HASH).save());

    var answers = new TreeMap<String, String>();
    answers.put("wrong password", answer("right", PASSWORD + "x"));
    answers.put("unknown user", answer("nobody", PASSWORD));
    answers.put("over 72 bytes", answer("long", longPassword + "y"));
    answers.put("with a NUL", answer("right", PASSWORD + "\\u0000"));
    answers.put("unpaired surrogate", answer("right", PASSWORD + "\\ud800"));
    Stream.of(
            "none",
            "disabled",
            "expired",
            "damaged",
            "sign-bug",
            "foreign",
            "too-cheap",
            "too-dear",
            "empty",
            "locked")
        .forEach(name -> answers.put(name, answer(name, PASSWORD)));

    assertThat(login(org.domain, "right", PASSWORD).statusCode()).isEqualTo(200);
    assertThat(login(org.domain, "long", longPassword).statusCode()).isEqualTo(200);
    assertThat(answers)
        .hasSize(15)
        .allSatisfy((cause, answer) -> assertThat(answer).isEqualTo(answers.get("wrong password")));
    assertThat(answers.get("wrong password"))
        .startsWith("401 ")
        .contains("WWW-Authenticate=Bearer realm=\"contract.example\"")
        .endsWith(
            "{\"status\":401,\"error\":\"Unauthorized\","
                + "\"message\":\"The credentials are invalid or expired.\","
                + "\"path\":\"/v1/contract.example/auth/login\",\"timestamp\":\"?\"}");
  }

  @Test
  void passwordsAreBytes_soNothingIsNormalised() {
    org.user("jane").hash(Hashes.of("ﬁancé ²", 4)).save();

    assertThat(login(org.domain, "jane", "ﬁancé ²").statusCode()).isEqualTo(200);
    assertThat(login(org.domain, "jane", "fiancé 2").statusCode()).isEqualTo(401);
    assertThat(login(org.domain, "jane", "ﬁance\u0301 ²").statusCode()).isEqualTo(401);
  }

  @Test
  void passwordOfSpaces_isAPassword() {
    org.user("jane").hash(Hashes.of("   ", 4)).save();

    assertThat(login(org.domain, "jane", "   ").statusCode()).isEqualTo(200);
    assertThat(login(org.domain, "jane", "  ").statusCode()).isEqualTo(401);
  }

  // --- 404 and 400

  @Test
  void suspendedOrganisation_isNotFound() {
    org.user("jane").hash(HASH).save();
    org.suspend();

    assertError(login(org.domain, "jane", PASSWORD), 404, "Not Found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nowhere.example", "-x", "x-", "a_b", "a%20b", "%C3%BC.example", ".", "a%2Fb"})
  void unknownOrMalformedOrganisation_isNotFound(String domain) {
    assertError(login(domain, "jane", PASSWORD), 404, "Not Found");
  }

  static Stream<Arguments> malformedBodies() {
    String notJson =
        "The request body must be one well-formed JSON object without a repeated member.";
    return Stream.of(
        Arguments.of("", "The request body is missing."),
        Arguments.of("  ", "The request body is missing."),
        Arguments.of("[]", "The request body must be a JSON object."),
        Arguments.of("null", "The request body must be a JSON object."),
        Arguments.of("\"x\"", "The request body must be a JSON object."),
        Arguments.of("{", notJson),
        Arguments.of("{\"username\":\"a\",\"password\":\"b\"", notJson),
        Arguments.of("{'username':'a','password':'b'}", notJson),
        Arguments.of("{\"username\":\"a\",\"password\":\"b\",}", notJson),
        Arguments.of("{\"username\":\"a\tb\",\"password\":\"b\"}", notJson),
        Arguments.of("{\"username\":\"a\",\"username\":\"a\",\"password\":\"b\"}", notJson),
        Arguments.of("{\"username\":\"a\",\"password\":\"b\",\"x\":{\"y\":1,\"y\":2}}", notJson),
        Arguments.of("{\"username\":\"a\",\"user\\u006eame\":\"a\",\"password\":\"b\"}", notJson),
        Arguments.of(
            "{\"username\":\"a\",\"password\":\"b\"} x",
            "The request body must be one well-formed JSON object without a repeated member."),
        Arguments.of(
            "{\"username\":\"a\",\"password\":\"b\"}{}",
            "The request body must end after the JSON object."),
        Arguments.of(
            "\uFEFF{\"username\":\"a\",\"password\":\"b\"}",
            "The request body must not begin with a byte order mark."),
        Arguments.of("{}", "username is missing."),
        Arguments.of("{\"username\":\"a\"}", "password is missing."),
        Arguments.of("{\"Username\":\"a\",\"password\":\"b\"}", "username is missing."),
        Arguments.of("{\"username\":null,\"password\":\"b\"}", "username must be a string."),
        Arguments.of("{\"username\":7,\"password\":\"b\"}", "username must be a string."),
        Arguments.of("{\"username\":[\"a\"],\"password\":\"b\"}", "username must be a string."),
        Arguments.of("{\"username\":\"a\",\"password\":true}", "password must be a string."),
        Arguments.of("{\"username\":\"a\",\"password\":1}", "password must be a string."),
        Arguments.of("{\"username\":\"a\",\"password\":null}", "password must be a string."),
        Arguments.of("{\"username\":\"\",\"password\":\"b\"}", "username must not be blank."),
        Arguments.of("{\"username\":\" \\t \",\"password\":\"b\"}", "username must not be blank."),
        Arguments.of(
            "{\"username\":\"" + "a".repeat(255) + "\",\"password\":\"b\"}",
            "username must have at most 254 characters."),
        Arguments.of(
            "{\"username\":\"a\\u0000\",\"password\":\"b\"}",
            "username must not have a NUL or an unpaired surrogate."),
        Arguments.of(
            "{\"username\":\"\\udc00\\ud800\",\"password\":\"b\"}",
            "username must not have a NUL or an unpaired surrogate."),
        Arguments.of("{\"username\":\"a\",\"password\":\"\"}", "password must not be empty."));
  }

  @ParameterizedTest
  @MethodSource("malformedBodies")
  void malformedBody_isABadRequestThatNamesTheMember(String body, String message) {
    Response response = post("nowhere.example", body);

    assertError(response, 400, "Bad Request");
    assertThat(response.<String>path("message")).isEqualTo(message);
  }

  @Test
  void invalidUtf8_isABadRequest() {
    byte[] latin1 = "{\"username\":\"ü\",\"password\":\"b\"}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf16 = "{\"username\":\"a\",\"password\":\"b\"}".getBytes(StandardCharsets.UTF_16BE);

    assertThat(post(org.domain, latin1).<String>path("message"))
        .isEqualTo("The request body must be UTF-8.");
    assertError(post(org.domain, utf16), 400, "Bad Request");
  }

  @Test
  void deeplyNestedBody_isABadRequest() {
    assertError(post(org.domain, "[".repeat(8000)), 400, "Bad Request");
    assertError(post(org.domain, "{\"x\":" + "[".repeat(8000)), 400, "Bad Request");
  }

  // --- 429

  @Test
  void afterFiveRefusals_rightAndWrongPasswordsOfAnyNameGetTheSame429() {
    var known = newName();
    var nobody = newName();
    org.user(known).hash(HASH).save();
    for (String name : List.of(known, nobody)) {
      refuseFiveTimes(name);
    }

    var answers =
        List.of(
            answer(known, "wrong"),
            answer(known.toUpperCase(Locale.ROOT), PASSWORD),
            answer(nobody, PASSWORD));

    assertThat(answers)
        .allMatch(answer -> answer.matches("429 .*Retry-After=([1-9]|[12]\\d|30),.*"))
        .extracting(answer -> answer.replaceAll("Retry-After=\\d+", ""))
        .containsOnly(answers.get(0).replaceAll("Retry-After=\\d+", ""))
        .allMatch(
            answer ->
                answer.endsWith(
                    "{\"status\":429,\"error\":\"Too Many Requests\","
                        + "\"message\":\"Too many attempts. Try again later.\","
                        + "\"path\":\"/v1/contract.example/auth/login\",\"timestamp\":\"?\"}"));
  }

  @Test
  void otherNamesOfTheSameUser_showNothingOfIt() {
    var name = newName();
    org.user(name).hash(HASH).save(name, name + "@mail.example");
    refuseFiveTimes(name);

    assertThat(login(org.domain, name + "@mail.example", PASSWORD).statusCode()).isEqualTo(200);
    assertThat(login(org.domain, name, PASSWORD).statusCode()).isEqualTo(429);
  }

  @Test
  void rightPassword_clearsTheFailures() {
    var name = newName();
    org.user(name).hash(HASH).save();
    for (int i = 0; i < 3; i++) {
      refuse(name, 4);
      assertThat(login(org.domain, name, PASSWORD).statusCode()).isEqualTo(200);
      directory().awaitFailures(name, 0);
    }
  }

  @Test
  void rightPasswordOfOneWhoOwesAFurtherStep_clearsNothing() {
    var name = newName();
    org.user(name).hash(HASH).with("change_password", true).save();
    refuse(name, 4);
    for (int i = 0; i < 12; i++) {
      assertThat(login(org.domain, name, PASSWORD).statusCode()).isEqualTo(200);
    }

    refuse(name, 1);
    assertThat(login(org.domain, name, PASSWORD).statusCode()).isEqualTo(429);
  }

  @Test
  void rightPasswordOfOneWhoMayNotLogIn_isAFailure() {
    var name = newName();
    org.user(name).hash(HASH).with("status", "disabled").save();
    for (int i = 0; i < 5; i++) {
      assertThat(login(org.domain, name, PASSWORD).statusCode()).isEqualTo(401);
    }
    directory().awaitFailures(name, 5);

    assertThat(login(org.domain, name, PASSWORD).statusCode()).isEqualTo(429);
  }

  /** Ten are in flight when the fifth is known to have failed. The others wait for these. */
  @Test
  void thirtyGuessesAtOnce_areFourteenAtMost() {
    var name = newName();
    org.user(name).hash(HASH).save();
    var clients = Executors.newFixedThreadPool(30);
    try {
      var answers =
          IntStream.range(0, 30)
              .mapToObj(
                  i -> CompletableFuture.supplyAsync(() -> answerTo(name, "guess-" + i), clients))
              .toList();

      assertThat(answers.stream().map(CompletableFuture::join))
          .containsOnly(401, 429)
          .filteredOn(status -> status == 401)
          .hasSizeBetween(5, 14);
    } finally {
      clients.shutdown();
    }
  }

  @Test
  void manyRightLoginsOfOneNameAtOnce_allSucceed() {
    var name = newName();
    org.user(name).hash(HASH).save();
    var clients = Executors.newFixedThreadPool(60);
    try {
      var answers =
          IntStream.range(0, 60)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> answerTo(name, PASSWORD), clients))
              .toList();

      assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(200);
    } finally {
      clients.shutdown();
    }
  }

  /** A process remembers a pause, also when the test has made the organisation anew. */
  private static String newName() {
    return "user-" + UUID.randomUUID();
  }

  private int answerTo(String name, String password) {
    return login(org.domain, name, password).statusCode();
  }

  /** A process that knows of a pause asks nobody. */
  @Test
  void nameThatIsPaused_isRefusedAlsoWhereItsOrganisationIsGone() {
    var name = newName();
    refuseFiveTimes(name);
    assertThat(login(org.domain, name, PASSWORD).statusCode()).isEqualTo(429);
    org.suspend();

    assertThat(login(org.domain, name, PASSWORD).statusCode()).isEqualTo(429);
    assertError(login(org.domain, newName(), PASSWORD), 404, "Not Found");
  }

  private void refuseFiveTimes(String name) {
    refuse(name, 5);
  }

  /** Failures are written after the answer. */
  private void refuse(String name, int times) {
    var written = "select coalesce(sum(failures), 0) from failures where leak = 0";
    long before = directory().number(written);
    for (int i = 0; i < times; i++) {
      assertThat(login(org.domain, name, "wrong").statusCode()).isEqualTo(401);
    }
    directory().await(before + times, written);
  }

  // --- many at once

  @Test
  void hundredLoginsAtOnce_areAllAnsweredRightly() {
    IntStream.range(0, 50).forEach(i -> org.user("user-" + i).hash(HASH).save());
    var clients = Executors.newFixedThreadPool(100);
    try {
      List<CompletableFuture<Response>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String name = "user-" + i % 50;
        String password = i < 50 ? PASSWORD : "wrong";
        answers.add(
            CompletableFuture.supplyAsync(() -> login(org.domain, name, password), clients));
      }
      for (int i = 0; i < 100; i++) {
        Response response = answers.get(i).join();
        assertThat(response.statusCode()).isEqualTo(i < 50 ? 200 : 401);
        if (i < 50) {
          assertThat(response.<String>path("user.username")).isEqualTo("user-" + i);
        }
      }
    } finally {
      clients.shutdown();
    }
  }

  // --- how

  private Response login(String domain, String username, String password) {
    return post(
        domain,
        "{\"username\":\""
            + username.replace("\"", "\\\"")
            + "\",\"password\":\""
            + password
            + "\"}");
  }

  private Response post(String domain, String body) {
    return post(domain, body.getBytes(StandardCharsets.UTF_8));
  }

  private Response post(String domain, byte[] body) {
    return RestAssured.given()
        .config(
            RestAssured.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
        .baseUri(baseUri())
        .urlEncodingEnabled(false)
        .filter(LoginContract::asDescribed)
        .contentType("application/json")
        .accept("application/json")
        .body(body)
        .post("/v1/" + domain + "/auth/login");
  }

  /** Every answer of these tests is one that the OpenAPI document describes. */
  private static Response asDescribed(
      FilterableRequestSpecification request,
      FilterableResponseSpecification response,
      FilterContext rest) {
    Response answer = rest.next(request, response);
    Map<String, String> headers = new TreeMap<>();
    for (Header header : answer.headers()) {
      headers.merge(
          header.getName().toLowerCase(Locale.ROOT), header.getValue(), (a, b) -> a + ", " + b);
    }
    var described = new Answer(answer.statusCode(), headers, answer.asString());
    assertThat(ApiDocument.faults(ApiDocument.LOGIN, described)).as(described.body()).isEmpty();
    return answer;
  }

  /** Everything of an answer but what may differ: the time and the request id. */
  private String answer(String username, String password) {
    Response response = login(org.domain, username, password);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : response.headers()) {
      headers.merge(header.getName(), header.getValue(), (a, b) -> a + "," + b);
    }
    headers.remove("Date");
    headers.remove("X-Request-Id");
    return response.statusCode()
        + " "
        + headers
        + response.asString().replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "?");
  }

  private static void assertError(Response response, int status, String reason) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.asString())
        .startsWith("{\"status\":" + status + ",\"error\":\"" + reason + "\",\"message\":\"");
  }

  private static String claims(Response response) {
    String token = response.path("token");
    return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
  }
}
