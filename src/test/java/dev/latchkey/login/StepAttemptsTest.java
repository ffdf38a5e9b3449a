package dev.latchkey.login;

import static dev.latchkey.login.StepContract.DOMAIN;
import static dev.latchkey.login.StepContract.HASH;
import static dev.latchkey.login.StepContract.NEW_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.ApiDocument;
import dev.latchkey.TestDirectory;
import dev.latchkey.attempts.Attempts;
import dev.latchkey.attempts.NewAttempts;
import dev.latchkey.caller.Clients;
import dev.latchkey.caller.TrustingClients;
import dev.latchkey.factor.OneTimeCode;
import dev.latchkey.session.Calls;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No call that compares a secret is a way around the limit. */
@QuarkusTest
class StepAttemptsTest {

  /** How many wrong secrets of a name are compared before it has to wait. */
  private static final int LIMIT = 5;

  private static final List<String> SECRETS =
      List.of("password", "newPassword", "code", "recoveryCode");

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  private TestDirectory directory;
  private StepCalls steps;
  private String full;
  private String limited;
  private Authenticator app;

  /** How many wrong secrets were compared, as far as the database must know. */
  private int failures;

  /** What this process remembers is new as well. */
  @BeforeEach
  void enrolJane() {
    limit("per-network", "1000");
    directory = new TestDirectory(url, user, password);
    directory.org(DOMAIN).user("jane").hash(HASH).save();
    steps = new StepCalls("http://localhost:" + RestAssured.port, DOMAIN);
    var enrolled = steps.enrol(steps.calls.token(DOMAIN, "jane"));
    app = enrolled.authenticator();
    full = enrolled.token();
    limited = steps.calls.token(DOMAIN, "jane");
    steps.secret(full);
  }

  private static void limit(String setting, String value) {
    QuarkusMock.installMockForType(NewAttempts.with(Map.of(setting, value)), Attempts.class);
  }

  /** A call with a wrong secret of Jane's. Its failure is written before the next call. */
  private HttpResponse<String> wrong(String path) {
    return written(send(path));
  }

  private HttpResponse<String> written(HttpResponse<String> answer) {
    if (answer.statusCode() == 401) {
      failures++;
      directory.await(failures, "select round(sum(failures)) from failures where leak = 0");
    }
    return answer;
  }

  private HttpResponse<String> send(String path) {
    return switch (path) {
      case ApiDocument.LOGIN ->
          steps.post(path, null, StepCalls.json("username", "jane", "password", "wrong"));
      case StepCalls.CHANGE -> steps.change(full, "wrong", NEW_PASSWORD);
      case StepCalls.RESET -> steps.reset("wrong", NEW_PASSWORD);
      case StepCalls.MFA -> steps.mfa(limited, app.wrongCode());
      case StepCalls.MFA + "#recoveryCode" -> steps.mfaByRecovery(limited, "wrong");
      case StepCalls.CONFIRM -> steps.confirm(full, app.wrongCode());
      case StepCalls.REMOVE, StepCalls.RECOVERY_CODES ->
          steps.post(path, full, StepCalls.json("code", app.wrongCode()));
      default -> throw new IllegalArgumentException(path);
    };
  }

  static Stream<String> calls() {
    return Stream.of(
        ApiDocument.LOGIN,
        StepCalls.CHANGE,
        StepCalls.RESET,
        StepCalls.MFA,
        StepCalls.MFA + "#recoveryCode",
        StepCalls.CONFIRM,
        StepCalls.REMOVE,
        StepCalls.RECOVERY_CODES);
  }

  /** A call that is new comes here as well. */
  @Test
  void callsWithASecret_areAllHere() {
    var documented = new TreeSet<String>();
    for (var path : ApiDocument.root().get("paths").properties()) {
      if (takesASecret(path.getValue())) {
        documented.add(path.getKey());
      }
    }

    assertThat(documented)
        .isEqualTo(new TreeSet<>(calls().map(call -> call.replaceAll("#.*", "")).toList()));
  }

  private static boolean takesASecret(JsonNode path) {
    var schema = path.at("/post/requestBody/content/application~1json/schema");
    var resolved =
        schema.has("$ref")
            ? ApiDocument.root().at(schema.get("$ref").textValue().substring(1))
            : schema;
    return SECRETS.stream().anyMatch(secret -> resolved.toString().contains('"' + secret + '"'));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void wrongSecrets_areLimitedAtEachCall(String path) {
    assertThat(statuses(() -> wrong(path), 2 * LIMIT)).isEqualTo(limited(LIMIT, 2 * LIMIT));
  }

  /** Every call of the name waits then. */
  @ParameterizedTest
  @MethodSource("calls")
  void wrongSecretsAtOneCall_countAtTheOthers(String path) {
    if (path.equals(StepCalls.RESET)) {
      return; // a code is nobody's before it is right
    }
    statuses(() -> wrong(path), LIMIT);

    calls()
        .filter(other -> !other.equals(StepCalls.RESET))
        .forEach(other -> assertThat(wrong(other).statusCode()).as(other).isEqualTo(429));
  }

  @Test
  void wrongSecretsAtEachCallInTurn_areLimitedTogether() {
    var paths = calls().filter(path -> !path.equals(StepCalls.RESET)).toList();
    var answers = new ArrayList<Integer>();
    for (int i = 0; i < 4 * LIMIT; i++) {
      answers.add(wrong(paths.get(i % paths.size())).statusCode());
    }

    assertThat(answers).isEqualTo(limited(LIMIT, 4 * LIMIT));
  }

  /** A right password clears nothing while the factor is owed. */
  @Test
  void rightPasswordAndFourWrongCodes_areStopped() {
    int compared = 0;
    for (int round = 0; round < 200; round++) {
      var login =
          steps.post(
              ApiDocument.LOGIN,
              null,
              StepCalls.json("username", "jane", "password", Calls.PASSWORD));
      if (login.statusCode() == 200) {
        limited = StepCalls.token(login);
      }
      for (int i = 0; i < 4; i++) {
        compared += wrong(StepCalls.MFA).statusCode() == 401 ? 1 : 0;
      }
    }

    assertThat(compared).isEqualTo(LIMIT);
  }

  /** Whoever asked for a secret knows it: its code proves nothing. */
  @Test
  void confirmationOfAFactor_clearsNothing() {
    var wrong = new ArrayList<Integer>();
    for (int round = 0; round < 3; round++) {
      wrong.addAll(statuses(() -> wrong(StepCalls.CHANGE), 2));
      steps.confirm(full, Authenticator.of(secret()).code());
    }

    assertThat(wrong).isEqualTo(limited(LIMIT, 6));
  }

  private String secret() {
    var answer = steps.calls.post(StepCalls.TOTP, DOMAIN, full);
    return answer.statusCode() == 200
        ? Calls.json(answer.body()).get("secret").textValue()
        : "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  }

  /** A token that does not fit has shown no secret. */
  @Test
  void tokensThatDoNotFit_countForNothing() {
    directory.execute("delete from second_factors");
    var before = steps.calls.token(DOMAIN, "jane");
    steps.enrol(steps.calls.token(DOMAIN, "jane"));

    for (int i = 0; i < 2 * LIMIT; i++) {
      assertThat(steps.calls.post(StepCalls.TOTP, DOMAIN, before).statusCode()).isEqualTo(401);
      assertThat(steps.change(before, Calls.PASSWORD, NEW_PASSWORD).statusCode()).isEqualTo(401);
    }

    assertThat(steps.calls.login(DOMAIN, "jane").get("token").textValue()).isNotEmpty();
  }

  @Test
  void rightSecondFactor_clearsTheFailures() {
    directory.execute("update second_factors set last_step = 0");
    for (int round = 0; round < 3; round++) {
      assertThat(statuses(() -> wrong(StepCalls.MFA), LIMIT - 1)).containsOnly(401);
      assertThat(steps.mfa(limited, app.code(round - 1)).statusCode()).isEqualTo(200);
      directory.await(0, "select count(*) from failures where leak = 0");
      failures = 0;
    }
  }

  /** Only a full token makes a network known: its guesses have a count of their own there. */
  @Test
  void resetThatStillOwesTheFactor_makesNoNetworkKnown() {
    QuarkusMock.installMockForType(new TrustingClients(), Clients.class);
    var code = OneTimeCode.random();
    directory.execute("delete from known_networks");
    directory.execute(
        "insert into one_time_codes (user_id, purpose, hash, expires_at)"
            + " select id, 'reset', ?, now() + interval '1 hour' from users where username = 'jane'"
            + " and organization_id = (select id from organizations where domain = '"
            + DOMAIN
            + "')",
        OneTimeCode.typed(code).hash());

    limited = StepCalls.token(steps.reset(code, NEW_PASSWORD));
    directory.execute("update second_factors set last_step = 0");
    wrong(StepCalls.MFA);
    assertThat(directory.number("select count(*) from known_networks")).isZero();

    assertThat(steps.mfa(limited, app.code()).statusCode()).isEqualTo(200);
    directory.await(1, "select count(*) from known_networks");
  }

  /** The account is locked for a guesser from many networks, whatever is guessed. */
  @Test
  void lockedAccount_takesNoCode_andUsesNone() {
    directory.execute("delete from known_networks");
    directory.execute(
        "insert into account_failures select id, 100, now() from users where username = 'jane'");
    directory.execute("update second_factors set last_step = 0");

    assertThat(steps.mfa(limited, app.code()).statusCode()).isEqualTo(401);
    assertThat(steps.change(full, Calls.PASSWORD, NEW_PASSWORD).statusCode()).isEqualTo(401);

    directory.execute("delete from account_failures");
    assertThat(steps.mfa(limited, app.code()).statusCode()).isEqualTo(200);
  }

  @Test
  void wrongOneTimeCodes_useUpTheAttemptsOfTheirNetwork() {
    limit("per-network", "7");
    QuarkusMock.installMockForType(new TrustingClients(), Clients.class);

    var answers = statuses(() -> written(steps.reset(OneTimeCode.random(), NEW_PASSWORD)), 10);

    assertThat(answers).isEqualTo(limited(7, 10));
  }

  private static List<Integer> statuses(Supplier<HttpResponse<String>> call, int count) {
    return Stream.generate(call).limit(count).map(HttpResponse::statusCode).toList();
  }

  private static List<Integer> limited(int compared, int all) {
    return Stream.concat(
            Stream.generate(() -> 401).limit(compared),
            Stream.generate(() -> 429).limit(all - compared))
        .toList();
  }
}
