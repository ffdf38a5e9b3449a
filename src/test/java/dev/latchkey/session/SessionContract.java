package dev.latchkey.session;

import static dev.latchkey.session.Calls.LOGOUT;
import static dev.latchkey.session.Calls.ME;
import static dev.latchkey.session.Calls.RENEW;
import static dev.latchkey.session.Calls.bearer;
import static dev.latchkey.session.Calls.claims;
import static dev.latchkey.session.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.TestDirectory;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Renewal, logout and the user's own data, for any running service with its database. */
abstract class SessionContract {

  static final String DOMAIN = "sessions.example";

  /** bcrypt of {@link Calls#PASSWORD} at cost 4, made by code that is not under test. */
  static final String HASH =
      new String(
          BCrypt.withDefaults().hash(4, Calls.PASSWORD.getBytes(StandardCharsets.UTF_8)),
          StandardCharsets.US_ASCII);

  TestDirectory.Org org;
  Calls calls;

  abstract String baseUri();

  abstract TestDirectory directory();

  @BeforeEach
  void emptyOrganization() {
    org = directory().org(DOMAIN);
    calls = new Calls(baseUri());
  }

  // --- what a login gives

  @Test
  void everyLogin_isASessionOfItsOwn() {
    var id = org.user("jane").hash(HASH).with("session_epoch", 3).save();
    directory().execute("update organizations set session_epoch = 4 where id = ?", org.id);

    var first = claims(calls.token(DOMAIN, "jane"));
    var second = claims(calls.token(DOMAIN, "jane"));

    assertThat(first.get("sub").textValue()).isEqualTo(id.toString());
    assertThat(first.get("epoch").isIntegralNumber()).isTrue();
    assertThat(first.get("epoch").longValue()).isEqualTo(7);
    assertThat(UUID.fromString(first.get("sid").textValue())).isNotNull();
    assertThat(second.get("sid")).isNotEqualTo(first.get("sid"));
  }

  @ParameterizedTest
  @CsvSource({"mfa_required, mfa", "change_password, password"})
  void unfinishedLogin_isASessionAsWell(String owed, String scope) {
    org.user("jane").hash(HASH).with(owed, true).with("session_epoch", 3).save();

    var body = calls.login(DOMAIN, "jane");

    assertThat(body.get("expires_in").intValue()).isEqualTo(600);
    var claims = claims(body.get("token").textValue());
    assertThat(claims.get("scope").textValue()).isEqualTo(scope);
    assertThat(claims.get("aud").textValue()).endsWith("/limited");
    assertThat(claims.get("exp").longValue() - claims.get("iat").longValue()).isEqualTo(600);
    assertThat(claims.get("epoch").longValue()).isEqualTo(3);
    assertThat(UUID.fromString(claims.get("sid").textValue())).isNotNull();
  }

  // --- renewal

  @Test
  void renewal_keepsTheSession_andShowsTheUserAsTheyAreNow() {
    var id = org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");
    directory().execute("update users set email = 'new@mail.example' where id = ?", id);

    var answer = calls.renew(DOMAIN, token);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    var fresh = json(answer.body()).get("token").textValue();
    assertThat(answer.body()).isEqualTo("{\"token\":\"" + fresh + "\",\"expires_in\":3600}");
    var before = claims(token);
    var after = claims(fresh);
    for (var kept : List.of("sid", "auth_time", "amr", "sub", "epoch", "org", "org_id", "scope")) {
      assertThat(after.get(kept)).as(kept).isEqualTo(before.get(kept));
    }
    assertThat(after.get("jti")).isNotEqualTo(before.get("jti"));
    assertThat(after.get("email").textValue()).isEqualTo("new@mail.example");
    assertThat(after.get("exp").longValue() - after.get("iat").longValue()).isEqualTo(3600);
  }

  @Test
  void oldToken_staysValid_andEachRenewalGivesAnother() {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");

    var second = calls.renewed(DOMAIN, token);
    var third = calls.renewed(DOMAIN, token);

    assertThat(second).isNotEqualTo(third);
    for (var each : List.of(token, second, third)) {
      assertThat(calls.renew(DOMAIN, each).statusCode()).isEqualTo(200);
      assertThat(calls.me(DOMAIN, each).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void renewal_writesNothing() {
    var id = org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");
    var row = "select xmin::text::bigint from users where id = ?";
    long version = directory().number(row, id);
    long sessions = directory().number("select count(*) from ended_sessions");

    for (int i = 0; i < 5; i++) {
      token = calls.renewed(DOMAIN, token);
    }

    assertThat(directory().number(row, id)).isEqualTo(version);
    assertThat(directory().number("select count(*) from ended_sessions")).isEqualTo(sessions);
  }

  /** The programs of the vendor send a type with each request. */
  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "nonsense"})
  void renewal_doesNotMindATypeWithoutABody(String type) {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");

    var answer =
        calls.send(
            RENEW,
            DOMAIN,
            request ->
                bearer(request, token).header("Content-Type", type).POST(BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("disabled", "update users set status = 'disabled' where id = ?"),
        Arguments.of("deleted", "delete from users where id = ?"),
        Arguments.of(
            "must choose a new password", "update users set change_password = true where id = ?"),
        Arguments.of(
            "invited again",
            "update users set status = 'invited', invite_expires_at = now() + interval '1 hour'"
                + " where id = ?"),
        Arguments.of("must enrol a factor", "update users set mfa_required = true where id = ?"),
        Arguments.of(
            "has a factor that was not shown",
            "insert into second_factors (user_id, key_id, secret, last_step, confirmed_at)"
                + " values (?, 'none', '', 0, now())"),
        Arguments.of(
            "all sessions ended",
            "update users set session_epoch = session_epoch + 1 where id = ?"),
        Arguments.of(
            "epoch of before a restore",
            "update users set session_epoch = session_epoch - 1 where id = ?"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void userWhoMayNotGoOn_isRefused(String name, String change) {
    var id = org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");
    assertThat(calls.renew(DOMAIN, token).statusCode()).isEqualTo(200);

    directory().execute(change, id);

    assertInvalid(calls.renew(DOMAIN, token), DOMAIN);
  }

  @Test
  void everyRefusalOfAToken_isTheSame() {
    var answers = new ArrayList<String>();
    for (var change : changes().map(arguments -> (String) arguments.get()[1]).toList()) {
      org = directory().org(DOMAIN);
      var id = org.user("jane").hash(HASH).save();
      var token = calls.token(DOMAIN, "jane");
      directory().execute(change, id);
      answers.add(comparable(calls.renew(DOMAIN, token)));
    }
    answers.add(comparable(calls.renew(DOMAIN, "nonsense")));

    assertThat(answers).hasSize(9).containsOnly(answers.get(0));
  }

  /** Everything of an answer but what may differ: the time and the request id. */
  private static String comparable(HttpResponse<String> answer) {
    var headers = new TreeMap<>(answer.headers().map());
    headers.remove("date");
    headers.remove("x-request-id");
    return answer.statusCode()
        + " "
        + headers
        + answer.body().replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "?");
  }

  @Test
  void organisationThatIsSuspended_isNotFound() {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");
    org.suspend();

    for (var path : List.of(RENEW, LOGOUT)) {
      assertThat(calls.post(path, DOMAIN, token).statusCode()).isEqualTo(404);
    }
    assertThat(calls.me(DOMAIN, token).statusCode()).isEqualTo(404);
  }

  /** The domain leads to another organisation, in which nobody has the id. */
  @Test
  void organisationThatWasMadeAnew_knowsNoTokenOfBefore() {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");
    org = directory().org(DOMAIN);
    org.user("jane").hash(HASH).save();

    assertInvalid(calls.renew(DOMAIN, token), DOMAIN);
  }

  @Test
  void renewedToken_ofAnOrganisationWhoseSessionsEnded_isRefused() {
    org.user("jane").hash(HASH).save();
    var token = calls.renewed(DOMAIN, calls.token(DOMAIN, "jane"));

    directory()
        .execute("update organizations set session_epoch = session_epoch + 1 where id = ?", org.id);

    assertInvalid(calls.renew(DOMAIN, token), DOMAIN);
    assertThat(calls.renew(DOMAIN, calls.token(DOMAIN, "jane")).statusCode()).isEqualTo(200);
  }

  // --- logout

  @Test
  void logout_endsThisSessionAndNoOther() {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");
    var renewed = calls.renewed(DOMAIN, token);
    var other = calls.token(DOMAIN, "jane");

    var answer = calls.logout(DOMAIN, token);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    for (var ended : List.of(token, renewed)) {
      assertInvalid(calls.renew(DOMAIN, ended), DOMAIN);
      assertInvalid(calls.me(DOMAIN, ended), DOMAIN);
      assertInvalid(calls.logout(DOMAIN, ended), DOMAIN);
    }
    assertThat(calls.renew(DOMAIN, other).statusCode()).isEqualTo(200);
  }

  /** Its later tokens are valid for longer than the one that is shown. */
  @Test
  void rowOfAnEndedSession_staysAsLongAsTheSessionCouldHave() {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");
    var claims = claims(token);

    calls.logout(DOMAIN, token);

    assertThat(
            directory()
                .number(
                    "select extract(epoch from expires_at)::bigint from ended_sessions"
                        + " where sid = ?::uuid",
                    claims.get("sid").textValue()))
        .isEqualTo(claims.get("auth_time").longValue() + 12 * 3600);
  }

  /** A page that logs out and goes elsewhere closes its connection. */
  @Test
  void callerWhoHangsUp_hasLoggedOut() throws IOException {
    org.user("jane").hash(HASH).save();
    for (int i = 0; i < 20; i++) {
      var token = calls.token(DOMAIN, "jane");
      try (var caller = new Socket("localhost", URI.create(baseUri()).getPort())) {
        var request =
            "POST /v1/%s/auth/logout HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                    .formatted(DOMAIN, token)
                + "Content-Length: 0\r\n\r\n";
        caller.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      }

      var sid = UUID.fromString(claims(token).get("sid").textValue());
      directory().await(1, "select count(*) from ended_sessions where sid = ?", sid);
    }
  }

  /** In the same second, as logins and the logout here are. */
  @Test
  void logoutEverywhere_endsAllSessionsOfTheUserAndOfNobodyElse() {
    org.user("jane").hash(HASH).save();
    org.user("john").hash(HASH).save();
    var tokens =
        List.of(
            calls.token(DOMAIN, "jane"),
            calls.token(DOMAIN, "jane"),
            calls.renewed(DOMAIN, calls.token(DOMAIN, "jane")));
    var johns = calls.token(DOMAIN, "john");

    assertThat(calls.logout(DOMAIN, tokens.get(0), "{\"everywhere\":true}").statusCode())
        .isEqualTo(204);

    for (var token : tokens) {
      assertInvalid(calls.renew(DOMAIN, token), DOMAIN);
      assertInvalid(calls.me(DOMAIN, token), DOMAIN);
      assertInvalid(calls.logout(DOMAIN, token), DOMAIN);
      assertInvalid(calls.logout(DOMAIN, token, "{\"everywhere\":true}"), DOMAIN);
    }
    assertThat(calls.renew(DOMAIN, johns).statusCode()).isEqualTo(200);
    assertThat(calls.renew(DOMAIN, calls.token(DOMAIN, "jane")).statusCode()).isEqualTo(200);
  }

  @Test
  void limitedToken_endsItsOwnSessionAlone() {
    var id = org.user("jane").hash(HASH).with("change_password", true).save();
    var token = calls.token(DOMAIN, "jane");

    assertInvalid(calls.logout(DOMAIN, token, "{\"everywhere\":true}"), DOMAIN);
    assertThat(directory().number("select session_epoch from users where id = ?", id)).isZero();

    assertThat(calls.logout(DOMAIN, token, "{\"everywhere\":false}").statusCode()).isEqualTo(204);
    assertInvalid(calls.logout(DOMAIN, token), DOMAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"everywhere\":false}", "{\"x\":{\"everywhere\":true}}"})
  void logoutOfOneSession_hasTheseBodies(String body) {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");
    var other = calls.token(DOMAIN, "jane");

    assertThat(calls.logout(DOMAIN, token, body).statusCode()).isEqualTo(204);

    assertInvalid(calls.renew(DOMAIN, token), DOMAIN);
    assertThat(calls.renew(DOMAIN, other).statusCode()).isEqualTo(200);
  }

  static Stream<Arguments> malformedBodies() {
    var notJson = "The request body must be one well-formed JSON object without a repeated member.";
    var flag = "everywhere must be true or false.";
    return Stream.of(
        Arguments.of(" ", "The request body is missing."),
        Arguments.of("[]", "The request body must be a JSON object."),
        Arguments.of("null", "The request body must be a JSON object."),
        Arguments.of("true", "The request body must be a JSON object."),
        Arguments.of("{", notJson),
        Arguments.of("{\"everywhere\":true,\"everywhere\":true}", notJson),
        Arguments.of("{\"everywhere\":true,\"x\":{\"y\":1,\"y\":1}}", notJson),
        Arguments.of("{\"everywhere\":True}", notJson),
        Arguments.of("{\"everywhere\":true} x", notJson),
        Arguments.of("{}{}", "The request body must end after the JSON object."),
        Arguments.of("\uFEFF{}", "The request body must not begin with a byte order mark."),
        Arguments.of("{\"everywhere\":\"true\"}", flag),
        Arguments.of("{\"everywhere\":1}", flag),
        Arguments.of("{\"everywhere\":null}", flag),
        Arguments.of("{\"everywhere\":[true]}", flag),
        Arguments.of("{\"everywhere\":{}}", flag));
  }

  @ParameterizedTest
  @MethodSource("malformedBodies")
  void malformedBodyOfALogout_isABadRequestAndEndsNothing(String body, String message) {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");

    var answer = calls.logout(DOMAIN, token, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer.body()).get("message").textValue()).isEqualTo(message);
    assertThat(calls.renew(DOMAIN, token).statusCode()).isEqualTo(200);
  }

  @Test
  void typeWithoutABody_isNoReasonToStay() {
    org.user("jane").hash(HASH).save();
    for (var type : List.of("text/plain", "application/x-www-form-urlencoded")) {
      var token = calls.token(DOMAIN, "jane");

      assertThat(logout(token, type, "", "*/*").statusCode()).isEqualTo(204);
      assertThat(logout(calls.token(DOMAIN, "jane"), type, "{}", "*/*").statusCode())
          .isEqualTo(415);
    }
  }

  /** Some come before the insert, some after it, and some at the same time. */
  @Test
  void renewalsBesideALogout_bringNoSessionBack() throws Exception {
    org.user("jane").hash(HASH).save();
    int threads = 8;
    var pool = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 10; round++) {
        var token = calls.token(DOMAIN, "jane");
        var alive = new ConcurrentLinkedQueue<>(List.of(token));
        var over = new AtomicBoolean();
        var begun = new CountDownLatch(threads);
        var tasks = new ArrayList<Future<?>>();
        for (int i = 0; i < threads; i++) {
          tasks.add(pool.submit(() -> renewUntilRefused(token, alive, over, begun)));
        }
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(calls.logout(DOMAIN, token).statusCode()).isEqualTo(204);
        over.set(true);
        for (var task : tasks) {
          task.get();
        }

        assertThat(alive).hasSizeGreaterThan(threads);
        assertThat(alive).allSatisfy(each -> assertInvalid(calls.renew(DOMAIN, each), DOMAIN));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** One that began before the logout was over may still succeed; one that began later may not. */
  private void renewUntilRefused(
      String first, ConcurrentLinkedQueue<String> alive, AtomicBoolean over, CountDownLatch begun) {
    String token = first;
    while (true) {
      boolean late = over.get();
      var answer = calls.renew(DOMAIN, token);
      if (answer.statusCode() == 401) {
        begun.countDown();
        return;
      }
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(late).as("whether it began after the logout").isFalse();
      token = json(answer.body()).get("token").textValue();
      alive.add(token);
      begun.countDown();
    }
  }

  // --- me

  @Test
  void me_isTheUserOfTheLogin() {
    org.user("Jane.Doe")
        .hash(HASH)
        .with("last_name", "Döe \"q\"")
        .with("favorites", new String[] {"b", "a"})
        .save("jane.doe");
    var body = calls.login(DOMAIN, "jane.doe");

    var answer = calls.me(DOMAIN, body.get("token").textValue());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body()).isEqualTo(body.get("user").toString());
  }

  /** It tells the client what to do next. */
  @Test
  void me_showsWhatAUserOwesNow() {
    var id = org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");
    directory().execute("update users set change_password = true where id = ?", id);

    var answer = calls.me(DOMAIN, token);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer.body()).get("changePassword").booleanValue()).isTrue();
    directory().execute("update users set status = 'disabled' where id = ?", id);
    assertInvalid(calls.me(DOMAIN, token), DOMAIN);
  }

  @Test
  void headOfMe_isGetWithoutTheBody() {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");

    var answer =
        calls.send(
            ME, DOMAIN, request -> bearer(request, token).method("HEAD", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(
            calls
                .send(ME, DOMAIN, request -> request.method("HEAD", BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(401);
  }

  // --- which tokens

  @ParameterizedTest
  @ValueSource(strings = {RENEW, LOGOUT, ME})
  void noToken_isAskedForWithoutAnError(String path) {
    for (var headers : List.of(List.<String>of(), List.of("Basic amFuZTp4"), List.of("Bearerx"))) {
      var answer = withAuthorization(path, DOMAIN, headers);

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(challenge(answer)).isEqualTo("Bearer realm=\"sessions.example\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RENEW, LOGOUT, ME})
  void badToken_isTheReason(String path) {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");
    var parts = token.split("\\.");
    var none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    for (var headers :
        List.of(
            List.of("Bearer"),
            List.of("Bearer nonsense"),
            List.of("Bearer " + token + "x"),
            List.of("Bearer " + token + " " + token),
            List.of("Bearer " + none + "." + parts[1] + "."),
            List.of("Bearer " + none + "." + parts[1] + "." + parts[2]),
            List.of("Bearer " + "x".repeat(8 * 1024)),
            List.of("Bearer " + token, "Bearer " + token),
            List.of("Bearer " + token, "Basic amFuZTp4"))) {
      assertInvalid(withAuthorization(path, DOMAIN, headers), DOMAIN);
    }
  }

  @Test
  void scheme_isReadInUpperAndLowerCase() {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");

    for (var scheme : List.of("Bearer ", "bearer ", "BEARER ", "Bearer   ")) {
      assertThat(withAuthorization(RENEW, DOMAIN, List.of(scheme + token)).statusCode())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"mfa_required", "change_password"})
  void limitedToken_opensNothingButTheLogout(String owed) {
    org.user("jane").hash(HASH).with(owed, true).save();
    var token = calls.token(DOMAIN, "jane");

    assertInvalid(calls.renew(DOMAIN, token), DOMAIN);
    assertInvalid(calls.me(DOMAIN, token), DOMAIN);
    assertThat(calls.logout(DOMAIN, token).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {RENEW, LOGOUT, ME})
  void tokenOfAnotherOrganisation_isRefused(String path) {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");
    directory().org("other.example").user("jane").hash(HASH).save();

    assertInvalid(
        withAuthorization(path, "other.example", List.of("Bearer " + token)), "other.example");
    assertInvalid(
        withAuthorization(path, "nowhere.example", List.of("Bearer " + token)), "nowhere.example");
    assertThat(withAuthorization(path, "SESSIONS.example", List.of("Bearer " + token)).statusCode())
        .isLessThan(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%22,x=%22b", "a%20b", "-x", "%C3%BC.example", "a%0d%0ab"})
  void segmentThatIsNoDomain_isNotInTheAnswer(String segment) {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");

    var without = withAuthorization(ME, segment, List.of());
    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(challenge(without)).isEqualTo("Bearer");
    var with = withAuthorization(ME, segment, List.of("Bearer " + token));
    assertThat(with.statusCode()).isEqualTo(401);
    assertThat(challenge(with)).isEqualTo("Bearer error=\"invalid_token\"");
  }

  // --- the first of several errors

  @ParameterizedTest
  @CsvSource({
    "text/plain,       9000, text/html, 401, 415",
    "application/json, 9000, text/html, 401, 406",
    "application/json, 9000, */*,       401, 413",
    "application/json, 1,    */*,       401, 400"
  })
  void tokenComesBeforeTypeAcceptSizeAndBody(
      String type, int size, String accept, int without, int with) {
    org.user("jane").hash(HASH).save();
    var body = "x".repeat(size);

    var answer =
        calls.send(
            LOGOUT,
            DOMAIN,
            request ->
                request
                    .header("Content-Type", type)
                    .header("Accept", accept)
                    .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).isEqualTo(without);
    assertThat(logout(calls.token(DOMAIN, "jane"), type, body, accept).statusCode())
        .isEqualTo(with);
  }

  @ParameterizedTest
  @CsvSource({RENEW + ", GET, POST", LOGOUT + ", PUT, POST", ME + ", POST, 'GET, HEAD'"})
  void methodComesBeforeTheToken(String path, String method, String allowed) {
    var answer =
        calls.send(path, DOMAIN, request -> request.method(method, BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains(allowed);
  }

  @Test
  void answerThatTheCallerDoesNotRead_isNotAcceptable() {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");

    for (var path : List.of(RENEW, ME)) {
      var answer =
          calls.send(
              path,
              DOMAIN,
              request -> method(bearer(request, token).header("Accept", "text/html"), path));
      assertThat(answer.statusCode()).isEqualTo(406);
    }
  }

  // --- how

  private HttpResponse<String> logout(String token, String type, String body, String accept) {
    return calls.send(
        LOGOUT,
        DOMAIN,
        request ->
            bearer(request, token)
                .header("Content-Type", type)
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> withAuthorization(
      String path, String domain, List<String> authorization) {
    return calls.send(
        path,
        domain,
        request -> {
          authorization.forEach(value -> request.header("Authorization", value));
          return method(request, path);
        });
  }

  private static HttpRequest.Builder method(HttpRequest.Builder request, String path) {
    return path.equals(ME) ? request.GET() : request.POST(BodyPublishers.noBody());
  }

  private static String challenge(HttpResponse<String> answer) {
    return answer.headers().firstValue("WWW-Authenticate").orElse("none");
  }

  static void assertInvalid(HttpResponse<String> answer, String domain) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(challenge(answer))
        .isEqualTo("Bearer realm=\"" + domain + "\", error=\"invalid_token\"");
    JsonNode body = json(answer.body());
    assertThat(Map.of("error", body.get("error").textValue()))
        .isEqualTo(Map.of("error", "Unauthorized"));
  }
}
