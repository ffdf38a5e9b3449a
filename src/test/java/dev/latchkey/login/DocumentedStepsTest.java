package dev.latchkey.login;

import static dev.latchkey.login.StepCalls.CHANGE;
import static dev.latchkey.login.StepCalls.CONFIRM;
import static dev.latchkey.login.StepCalls.MFA;
import static dev.latchkey.login.StepCalls.RECOVERY_CODES;
import static dev.latchkey.login.StepCalls.REMOVE;
import static dev.latchkey.login.StepCalls.RESET;
import static dev.latchkey.login.StepCalls.TOTP;
import static dev.latchkey.login.StepCalls.json;
import static dev.latchkey.login.StepContract.HASH;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.ApiDocument;
import dev.latchkey.TestDirectory;
import dev.latchkey.factor.FactorKeyRing;
import dev.latchkey.factor.NoFactorKeys;
import dev.latchkey.factor.OneTimeCode;
import dev.latchkey.session.Calls;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every example that the OpenAPI document has for the further steps is an answer of the service,
 * but for what differs each time. {@link Calls} compares all of an answer with the description.
 */
@QuarkusTest
class DocumentedStepsTest {

  private static final String DOMAIN = "documented.example";
  private static final String NEW_PASSWORD = "three wild geese over the harbour";
  private static final String REALM = "Bearer realm=\"documented.example\"";
  private static final String INVALID = REALM + ", error=\"invalid_token\"";
  private static final String INSUFFICIENT =
      REALM + ", error=\"insufficient_user_authentication\", max_age=300";

  private static final Pattern SECRET = Pattern.compile("\\b[A-Z2-7]{32}\\b");
  private static final Pattern RECOVERY_CODE = Pattern.compile("\\b(\\w{4}-){5}\\w{4}\\b");
  private static final Pattern OTHER_VALUES =
      Pattern.compile("\"(token|id|timestamp)\":\"[^\"]*\"");

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  private TestDirectory directory;
  private UUID john;
  private StepCalls steps;

  @BeforeEach
  void documentedUser() {
    directory = new TestDirectory(url, user, password);
    var org = directory.org(DOMAIN);
    directory.execute("update organizations set name = 'Acme' where id = ?", org.id);
    john =
        org.user("john.doe")
            .hash(HASH)
            .with("email", "john.doe@example.com")
            .with("first_name", "John")
            .with("last_name", "Doe")
            .save();
    steps = new StepCalls("http://localhost:" + RestAssured.port, DOMAIN);
  }

  @Test
  void secondFactor_isAsTheExamplesSay() {
    var first = token();
    var enrolment = steps.post(TOTP, first, "");
    assertExample(TOTP, 200, enrolment);
    var app = Authenticator.of(Calls.json(enrolment.body()).get("secret").textValue());
    assertExample(CONFIRM, 200, steps.confirm(first, app.code()));

    forgetSteps();
    var shown = steps.mfa(token(), app.code());
    assertExample(MFA, 200, shown);
    var full = StepCalls.token(shown);
    forgetSteps();
    var renewed = steps.post(RECOVERY_CODES, full, json("code", app.code()));
    assertExample(RECOVERY_CODES, 200, renewed);

    forgetSteps();
    directory.execute("update users set mfa_required = true where id = ?", john);
    assertExample(REMOVE, 409, steps.post(REMOVE, full, json("code", app.code())));
    directory.execute("update users set mfa_required = false where id = ?", john);
    var recoveryCode = Calls.json(renewed.body()).at("/recoveryCodes/0").textValue();
    assertThat(steps.post(REMOVE, full, json("recoveryCode", recoveryCode)).statusCode())
        .isEqualTo(204);
  }

  /** As if half a minute had gone by. */
  private void forgetSteps() {
    directory.execute("update second_factors set last_step = 0 where user_id = ?", john);
  }

  @Test
  void newPassword_isAsTheExamplesSay() {
    assertExample(CHANGE, 400, steps.change(token(), Calls.PASSWORD, "too short"));
    assertExample(CHANGE, 200, steps.change(token(), Calls.PASSWORD, NEW_PASSWORD));

    var code = OneTimeCode.random();
    directory.execute(
        "insert into one_time_codes values (?, 'reset', ?, now() + interval '1 hour')",
        john,
        OneTimeCode.typed(code).hash());
    assertExample(RESET, 401, steps.reset("wrong", "four tame geese over the harbour"));
    assertExample(RESET, 200, steps.reset(code, "four tame geese over the harbour"));
  }

  @Test
  void wrongSecret_isNoReasonToEndTheSession() {
    var full = token();
    steps.secret(full);
    assertDenied(REALM, steps.change(full, "wrong", NEW_PASSWORD));
    assertDenied(REALM, steps.confirm(full, "000000"));
    assertThat(steps.calls.me(DOMAIN, full).statusCode()).isEqualTo(200);

    directory.factor(john);
    var wrong = steps.mfaByRecovery(token(), "wrong");
    assertDenied(REALM, wrong);
    assertExample(MFA, 401, wrong);
  }

  @ParameterizedTest
  @ValueSource(strings = {MFA, TOTP, CONFIRM, REMOVE, RECOVERY_CODES, CHANGE})
  void tokenThatIsMissingOrBad_isTheReason(String path) {
    assertDenied(REALM, steps.post(path, null, "{}"));
    assertDenied(INVALID, steps.post(path, "nonsense", "{}"));
  }

  @Test
  void loginThatDoesNotSuffice_isToBeDoneAgain() {
    var full = token();
    assertDenied(INSUFFICIENT, steps.post(REMOVE, full, "{}"));
    assertDenied(INSUFFICIENT, steps.post(RECOVERY_CODES, full, "{}"));

    directory.factor(john);
    var refused = steps.post(TOTP, full, "");
    assertDenied(INSUFFICIENT, refused);
    assertExample(TOTP, 401, refused);
  }

  @Test
  void enrolmentWithoutFactorKeys_isToBeTriedLater() {
    var full = token();
    QuarkusMock.installMockForType(new NoFactorKeys(), FactorKeyRing.class);

    var answer = steps.post(TOTP, full, "");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("60");
  }

  @Test
  void codeOfAnotherForm_isAsTheExampleSays() {
    directory.factor(john);

    assertExample(MFA, 400, steps.mfa(token(), "12345"));
  }

  /** The rest is the same for all calls, and is made with a login: see DocumentedErrorsTest. */
  @Test
  void otherErrors_areDescribedForEachCall() {
    for (var path : List.of(MFA, TOTP, CONFIRM, REMOVE, RECOVERY_CODES, CHANGE, RESET)) {
      assertStatus(405, path, request -> request.GET());
    }
    for (var path : List.of(TOTP, CONFIRM, CHANGE)) {
      assertStatus(406, path, request -> request.header("Accept", "text/html"));
    }
    for (var path : List.of(CONFIRM, CHANGE)) {
      assertStatus(415, path, request -> request.setHeader("Content-Type", "text/plain"));
      assertStatus(413, path, request -> request.POST(BodyPublishers.ofString("x".repeat(9_000))));
    }
    directory.execute("update organizations set status = 'suspended' where domain = ?", DOMAIN);
    assertThat(steps.reset("wrong", NEW_PASSWORD).statusCode()).isEqualTo(404);
  }

  private void assertStatus(int status, String path, UnaryOperator<HttpRequest.Builder> change) {
    var token = token();
    var answer =
        steps.calls.send(
            path,
            DOMAIN,
            request ->
                change.apply(
                    Calls.bearer(request, token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))));
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
  }

  private String token() {
    return steps.calls.token(DOMAIN, "john.doe");
  }

  private static void assertDenied(String challenge, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue(challenge);
  }

  private static void assertExample(String path, int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    var response = ApiDocument.resolve(ApiDocument.responses(path) + "/" + status);
    var example = ApiDocument.root().at(response + "/content/application~1json/example");

    assertThat(likeTheExample(answer.body())).isEqualTo(likeTheExample(example.toString()));
  }

  /** Without what differs each time. */
  private static JsonNode likeTheExample(String body) {
    var text = SECRET.matcher(body).replaceAll("SECRET");
    text = RECOVERY_CODE.matcher(text).replaceAll("CODE");
    text = OTHER_VALUES.matcher(text).replaceAll("\"$1\":\"\"");
    return Calls.json(text.replace("/v1/" + DOMAIN + "/", "/v1/acme/"));
  }
}
