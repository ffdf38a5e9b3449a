package dev.latchkey.login;

import static dev.latchkey.login.StepCalls.token;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.ApiDocument;
import dev.latchkey.TestDirectory;
import dev.latchkey.factor.OneTimeCode;
import dev.latchkey.factor.RecoveryCode;
import dev.latchkey.session.Calls;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The further steps of a login, for any running service with its database. */
abstract class StepContract {

  static final String DOMAIN = "steps.example";
  static final String NEW_PASSWORD = "seventeen violet umbrellas";

  /** bcrypt of {@link Calls#PASSWORD} at cost 4, made by code that is not under test. */
  static final String HASH =
      new String(
          BCrypt.withDefaults().hash(4, Calls.PASSWORD.getBytes(StandardCharsets.UTF_8)),
          StandardCharsets.US_ASCII);

  TestDirectory.Org org;
  StepCalls steps;

  /** Others would wait for what this process remembers of a name. */
  final String name = "jane-" + UUID.randomUUID().toString().substring(0, 8);

  abstract String baseUri();

  abstract TestDirectory directory();

  @BeforeEach
  void emptyOrganization() {
    org = directory().org(DOMAIN);
    steps = new StepCalls(baseUri(), DOMAIN);
  }

  private TestDirectory.NewUser user() {
    return org.user(name).hash(HASH);
  }

  private String login() {
    return steps.calls.token(DOMAIN, name);
  }

  private JsonNode login(String password) {
    var answer = loginWith(password);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Calls.json(answer.body());
  }

  private HttpResponse<String> loginWith(String password) {
    return steps.post(
        ApiDocument.LOGIN, null, StepCalls.json("username", name, "password", password));
  }

  /** Codes of steps that were used are accepted once more. */
  private void forgetSteps(UUID user) {
    directory().execute("update second_factors set last_step = 0 where user_id = ?", user);
  }

  private String oneTimeCode(UUID user, String purpose, String validity) {
    var code = OneTimeCode.random();
    directory()
        .execute(
            "insert into one_time_codes (user_id, purpose, hash, expires_at)"
                + " values (?, ?, ?, now() + ?::interval)",
            user,
            purpose,
            OneTimeCode.typed(code).hash(),
            validity);
    return code;
  }

  // --- a new password

  @Test
  void owedPassword_isChosen_andOpensTheRest() {
    user().with("change_password", true).save();
    var limited = login();

    var answer = steps.change(limited, Calls.PASSWORD, NEW_PASSWORD);

    var full = token(answer);
    var body = Calls.json(answer.body());
    assertThat(body.get("expires_in").intValue()).isEqualTo(3600);
    assertThat(body.get("user").get("changePassword").booleanValue()).isFalse();
    assertThat(body.fieldNames()).toIterable().containsExactly("token", "expires_in", "user");
    var before = Calls.claims(limited);
    var after = Calls.claims(full);
    for (var kept : List.of("sid", "auth_time", "amr", "sub")) {
      assertThat(after.get(kept)).as(kept).isEqualTo(before.get(kept));
    }
    assertThat(after.get("epoch").longValue()).isEqualTo(before.get("epoch").longValue() + 1);
    assertThat(steps.calls.renew(DOMAIN, full).statusCode()).isEqualTo(200);
    assertThat(login(NEW_PASSWORD).get("user").get("changePassword").booleanValue()).isFalse();
    assertThat(loginWith(Calls.PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void invitedUser_isActiveAfterTheirChoice() {
    user()
        .with("status", "invited")
        .with("invite_expires_at", Instant.now().plusSeconds(600))
        .save();

    var answer = steps.change(login(), Calls.PASSWORD, NEW_PASSWORD);

    assertThat(Calls.json(answer.body()).get("user").get("status").textValue()).isEqualTo("active");
    assertThat(login(NEW_PASSWORD).get("user").get("status").textValue()).isEqualTo("active");
  }

  @Test
  void change_endsEveryOtherSession_andVoidsOneTimeCodes() {
    var id = user().save();
    var elsewhere = login();
    var here = login();
    var code = oneTimeCode(id, "reset", "1 hour");

    var fresh = token(steps.change(here, Calls.PASSWORD, NEW_PASSWORD));

    assertInvalid(steps.calls.renew(DOMAIN, elsewhere));
    assertInvalid(steps.calls.renew(DOMAIN, here));
    assertThat(steps.calls.me(DOMAIN, fresh).statusCode()).isEqualTo(200);
    assertDenied(steps.reset(code, "another nineteen umbrellas"));
    assertThat(
            directory()
                .number(
                    "select count(*) from users where id = ? and password_changed_at"
                        + " > now() - interval '1 minute'",
                    id))
        .isEqualTo(1);
  }

  @Test
  void wrongCurrentPassword_isA401WithoutError_andTheSessionStays() {
    user().save();
    var token = login();

    assertDenied(steps.change(token, "wrong horse battery staple", NEW_PASSWORD));

    assertThat(steps.calls.me(DOMAIN, token).statusCode()).isEqualTo(200);
    assertThat(loginWith(Calls.PASSWORD).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "short,                        'newPassword: The password has fewer than 15 characters.'",
    "correct horse battery staple, 'newPassword: The password is the current one.'",
    "passwordpasswordpassword,     'newPassword: The password is a common one or a simple pattern, even if digits,"
        + " repetitions or names make it longer.'"
  })
  void newPasswordAgainstTheRules_isA400_andNothingChanges(String chosen, String message) {
    user().save();
    var token = login();

    var answer = steps.change(token, Calls.PASSWORD, chosen);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(Calls.json(answer.body()).get("message").textValue()).isEqualTo(message);
    assertThat(steps.calls.renew(DOMAIN, token).statusCode()).isEqualTo(200);
    assertThat(loginWith(Calls.PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void nameOfTheUserOrTheOrganisation_isNoPassword() {
    user().with("email", "a.rather.long.address@mail.example").save(name);

    var answer = steps.change(login(), Calls.PASSWORD, "A.rather.long.ADDRESS@mail.example");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("is a name of its user").doesNotContain("ADDRESS");
  }

  /** A caller without the current password learns nothing of the rules. */
  @Test
  void currentPassword_isLookedAtBeforeTheNewOne() {
    user().save();

    assertDenied(steps.change(login(), "wrong horse battery staple", "short"));
  }

  @Test
  void changesAtOnce_fromOnePassword_oneWins() throws Exception {
    user().save();
    var token = login();

    var answers =
        atOnce(
            IntStream.range(0, 20)
                .<Callable<HttpResponse<String>>>mapToObj(
                    i -> () -> steps.change(token, Calls.PASSWORD, NEW_PASSWORD + " " + i))
                .toList());

    var won = answers.stream().filter(answer -> answer.statusCode() == 200).toList();
    assertThat(won).hasSize(1);
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 401);
    assertThat(steps.calls.me(DOMAIN, token(won.get(0))).statusCode()).isEqualTo(200);
  }

  // --- one-time codes

  @Test
  void invitation_givesAPassword_andAFullToken() {
    var id =
        org.user(name)
            .with("status", "invited")
            .with("invite_expires_at", Instant.now().plusSeconds(600))
            .save();
    var code = oneTimeCode(id, "invitation", "1 hour");

    var answer = steps.reset(code.toLowerCase(Locale.ROOT).replace("-", " "), NEW_PASSWORD);

    var body = Calls.json(answer.body());
    assertThat(steps.calls.me(DOMAIN, token(answer)).statusCode()).isEqualTo(200);
    assertThat(body.get("user").get("status").textValue()).isEqualTo("active");
    assertThat(login(NEW_PASSWORD).get("expires_in").intValue()).isEqualTo(3600);
    assertDenied(steps.reset(code, "another nineteen umbrellas"));
  }

  @Test
  void reset_endsAllSessions_clearsWhatIsOwedAndFailures() {
    var id = user().with("change_password", true).save();
    var limited = login();
    var code = oneTimeCode(id, "reset", "1 hour");
    for (int i = 0; i < 4; i++) {
      assertThat(loginWith("wrong horse battery staple").statusCode()).isEqualTo(401);
    }
    assertThat(loginWith(Calls.PASSWORD).statusCode()).isEqualTo(200);

    var answer = steps.reset(code, NEW_PASSWORD);

    assertThat(Calls.json(answer.body()).get("user").get("changePassword").booleanValue())
        .isFalse();
    assertInvalid(steps.change(limited, NEW_PASSWORD, "another nineteen umbrellas"));
    assertThat(directory().number("select count(*) from account_failures where user_id = ?", id))
        .isZero();
    directory().await(0, "select count(*) from failures where leak = 0");
    assertThat(loginWith(Calls.PASSWORD).statusCode()).isEqualTo(401);
    assertThat(loginWith(NEW_PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void resetOfSomebodyWithAFactor_stillOwesIt() {
    var id = user().save();
    var enrolled = steps.enrol(login());
    var code = oneTimeCode(id, "reset", "1 hour");

    var answer = steps.reset(code, NEW_PASSWORD);

    var limited = token(answer);
    assertThat(Calls.claims(limited).get("scope").textValue()).isEqualTo("mfa");
    forgetSteps(id);
    assertThat(steps.mfa(limited, enrolled.authenticator().code()).statusCode()).isEqualTo(200);
  }

  @Test
  void codeThatCannotBeUsed_isTheSameWhateverTheReason() {
    var id = user().save();
    var used = oneTimeCode(id, "reset", "1 hour");
    assertThat(steps.reset(used, NEW_PASSWORD).statusCode()).isEqualTo(200);
    var expired = oneTimeCode(id, "reset", "-1 second");
    var other = org.user(name + "-2").hash(HASH).save();
    var wrongPurpose = oneTimeCode(other, "invitation", "1 hour");
    var disabled = org.user(name + "-3").hash(HASH).with("status", "disabled").save();
    var ofDisabled = oneTimeCode(disabled, "reset", "1 hour");
    var elsewhere = directory().org("elsewhere.example").user(name).hash(HASH).save();
    var ofElsewhere = oneTimeCode(elsewhere, "reset", "1 hour");

    var answers =
        List.of(
            steps.reset(used, NEW_PASSWORD),
            steps.reset(expired, NEW_PASSWORD),
            steps.reset(wrongPurpose, NEW_PASSWORD),
            steps.reset(ofDisabled, NEW_PASSWORD),
            steps.reset(ofElsewhere, NEW_PASSWORD),
            steps.reset(OneTimeCode.random(), NEW_PASSWORD),
            steps.reset("?", "short"),
            steps.reset("x".repeat(4_000), NEW_PASSWORD));

    answers.forEach(StepContract::assertDenied);
    assertThat(answers.stream().map(StepContract::comparable).distinct()).hasSize(1);
  }

  @Test
  void newPasswordAgainstTheRules_leavesTheCodeAsItIs() {
    var id = user().save();
    var code = oneTimeCode(id, "reset", "1 hour");

    assertThat(steps.reset(code, "short").statusCode()).isEqualTo(400);
    assertThat(steps.reset(code, Calls.PASSWORD).body()).contains("is the current one");
    assertThat(loginWith(Calls.PASSWORD).statusCode()).isEqualTo(200);

    assertThat(steps.reset(code, NEW_PASSWORD).statusCode()).isEqualTo(200);
  }

  /** Whoever has a code must not find out the old password by guessing at it. */
  @Test
  void rulesComeBeforeTheCurrentPassword() {
    var weak = "Summer2024";
    var hash = BCrypt.withDefaults().hashToString(4, weak.toCharArray());
    var code = oneTimeCode(org.user(name).hash(hash).save(), "reset", "1 hour");

    for (var guess : List.of(weak, "Winter2024")) {
      var answer = steps.reset(code, guess);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("fewer than 15 characters");
    }
  }

  @Test
  void codeUsedAtOnce_isUsedOnce() throws Exception {
    var code = oneTimeCode(user().save(), "reset", "1 hour");

    var answers =
        atOnce(
            IntStream.range(0, 20)
                .<Callable<HttpResponse<String>>>mapToObj(
                    i -> () -> steps.reset(code, NEW_PASSWORD + " " + i))
                .toList());

    assertThat(answers.stream().filter(answer -> answer.statusCode() == 200)).hasSize(1);
    assertThat(answers).extracting(HttpResponse::statusCode).containsAnyOf(401, 429);
  }

  // --- a second factor

  @Test
  void owedFactor_isEnrolled_andOpensTheRest() {
    user().with("mfa_required", true).save();
    var limited = login();
    assertThat(Calls.claims(limited).get("scope").textValue()).isEqualTo("mfa");

    var enrolled = steps.enrol(limited);

    assertThat(enrolled.body().fieldNames())
        .toIterable()
        .containsExactly("token", "expires_in", "user", "recoveryCodes");
    assertThat(enrolled.body().get("recoveryCodes")).hasSize(10);
    assertThat(enrolled.body().get("user").get("mfaConfigured").booleanValue()).isTrue();
    var claims = Calls.claims(enrolled.token());
    assertThat(claims.get("amr").toString()).isEqualTo("[\"pwd\",\"otp\",\"mfa\"]");
    assertThat(claims.get("sid")).isEqualTo(Calls.claims(limited).get("sid"));
    assertThat(claims.get("auth_time")).isEqualTo(Calls.claims(limited).get("auth_time"));
    assertThat(steps.calls.renew(DOMAIN, enrolled.token()).statusCode()).isEqualTo(200);
  }

  @Test
  void enrolment_isTheSecretAndItsAddress() {
    user().with("mfa_required", true).save();

    var answer = steps.calls.post(StepCalls.TOTP, DOMAIN, login());

    var secret = Calls.json(answer.body()).get("secret").textValue();
    assertThat(secret).matches("[A-Z2-7]{32}");
    assertThat(answer.body())
        .isEqualTo(
            "{\"secret\":\""
                + secret
                + "\",\"uri\":\"otpauth://totp/steps.example:"
                + name
                + "?secret="
                + secret
                + "&issuer=steps.example&algorithm=SHA1&digits=6&period=30\"}");
  }

  @Test
  void enrolmentThatWasAskedForAgain_replacesTheFirst() {
    user().with("mfa_required", true).save();
    var limited = login();
    var first = Authenticator.of(steps.secret(limited));
    var second = Authenticator.of(steps.secret(limited));

    assertDenied(steps.confirm(limited, first.code()));
    assertThat(steps.confirm(limited, second.code()).statusCode()).isEqualTo(200);
  }

  @Test
  void enrolment_endsAfterAnHour_andIsUsedOnce() {
    var id = user().with("mfa_required", true).save();
    var limited = login();
    var app = Authenticator.of(steps.secret(limited));
    directory()
        .execute(
            "update factor_enrolments set made_at = made_at - interval '61 minutes'"
                + " where user_id = ?",
            id);
    assertDenied(steps.confirm(limited, app.code()));

    var enrolled = steps.enrol(limited);

    forgetSteps(id);
    assertDenied(steps.confirm(enrolled.token(), enrolled.authenticator().code()));
  }

  @Test
  void secondStep_takesEachCodeOnce_andThoseOfTheStepsBesideNow() {
    var id = user().save();
    var app = steps.enrol(login()).authenticator();
    assertDenied(steps.mfa(login(), app.code()));
    forgetSteps(id);

    var answer = steps.mfa(login(), app.code(-1));
    var full = token(answer);
    assertThat(Calls.claims(full).get("amr").toString()).isEqualTo("[\"pwd\",\"otp\",\"mfa\"]");
    assertThat(Calls.json(answer.body()).fieldNames())
        .toIterable()
        .containsExactly("token", "expires_in", "user");
    assertThat(steps.calls.renew(DOMAIN, full).statusCode()).isEqualTo(200);
    assertDenied(steps.mfa(login(), app.code(-1)));
    assertThat(steps.mfa(login(), app.code()).statusCode()).isEqualTo(200);
    assertThat(steps.mfa(login(), app.code(1)).statusCode()).isEqualTo(200);
    assertDenied(steps.mfa(login(), app.code()));
    forgetSteps(id);
    assertDenied(steps.mfa(login(), app.code(-2)));
  }

  @Test
  void voluntaryFactor_mustBeShownAsWell() {
    user().save();
    var before = login();
    steps.enrol(before);

    var body = login(Calls.PASSWORD);

    assertThat(body.get("user").get("mfaRequired").booleanValue()).isFalse();
    assertThat(body.get("user").get("mfaConfigured").booleanValue()).isTrue();
    assertThat(body.get("expires_in").intValue()).isEqualTo(600);
    assertInvalid(steps.calls.renew(DOMAIN, before));
    assertInvalid(steps.change(before, Calls.PASSWORD, NEW_PASSWORD));
  }

  /** Where a second factor is required, eight characters are enough. */
  @Test
  void factorThenPassword_isTheOrder() {
    var id = user().with("mfa_required", true).with("change_password", true).save();

    var enrolled = steps.enrol(login());

    assertThat(Calls.claims(enrolled.token()).get("scope").textValue()).isEqualTo("password");
    var full = token(steps.change(enrolled.token(), Calls.PASSWORD, "seven umbrellas"));
    assertThat(Calls.claims(full).get("amr")).hasSize(3);
    assertThat(steps.calls.me(DOMAIN, full).statusCode()).isEqualTo(200);
    assertThat(directory().number("select count(*) from second_factors where user_id = ?", id))
        .isEqualTo(1);
  }

  @Test
  void recoveryCode_worksOnce_howeverItIsTyped() {
    user().save();
    var enrolled = steps.enrol(login());
    var code = enrolled.recoveryCode(3);

    var full =
        token(
            steps.mfaByRecovery(
                login(), " " + code.toLowerCase(Locale.ROOT).replace("-", "") + " "));

    assertThat(Calls.claims(full).get("amr").toString()).isEqualTo("[\"pwd\",\"mfa\"]");
    assertThat(steps.calls.renew(DOMAIN, full).statusCode()).isEqualTo(200);
    assertDenied(steps.mfaByRecovery(login(), code));
    assertThat(steps.mfaByRecovery(login(), enrolled.recoveryCode(4)).statusCode()).isEqualTo(200);
  }

  @Test
  void newRecoveryCodes_voidTheOldOnes() {
    user().save();
    var enrolled = steps.enrol(login());

    var answer =
        steps.post(
            StepCalls.RECOVERY_CODES,
            enrolled.token(),
            StepCalls.json("recoveryCode", enrolled.recoveryCode(0)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var codes = Calls.json(answer.body()).get("recoveryCodes");
    assertThat(Calls.json(answer.body()).fieldNames()).toIterable().containsOnly("recoveryCodes");
    assertThat(codes).hasSize(10);
    assertDenied(steps.mfaByRecovery(login(), enrolled.recoveryCode(1)));
    assertThat(steps.mfaByRecovery(login(), codes.get(0).textValue()).statusCode()).isEqualTo(200);
  }

  /** Each is right, and each would give ten: ten are valid at the end. */
  @Test
  void newRecoveryCodesAtOnce_areOneSet() throws Exception {
    var id = user().save();
    var enrolled = steps.enrol(login());

    var answers =
        atOnce(
            IntStream.range(0, 8)
                .<Callable<HttpResponse<String>>>mapToObj(
                    i ->
                        () ->
                            steps.post(
                                StepCalls.RECOVERY_CODES,
                                enrolled.token(),
                                StepCalls.json("recoveryCode", enrolled.recoveryCode(i))))
                .toList());

    assertThat(answers).extracting(HttpResponse::statusCode).contains(200);
    assertThat(directory().number("select count(*) from recovery_codes where user_id = ?", id))
        .isEqualTo(10);
    var kept =
        answers.stream()
            .filter(answer -> answer.statusCode() == 200)
            .map(answer -> Calls.json(answer.body()).get("recoveryCodes").get(0).textValue())
            .filter(this::isKept);
    assertThat(kept).hasSize(1);
  }

  private boolean isKept(String recoveryCode) {
    return directory()
            .number(
                "select count(*) from recovery_codes where hash = ?",
                RecoveryCode.hashOf(recoveryCode))
        == 1;
  }

  @Test
  void newPhone_replacesTheFactorAndItsCodes_alsoWhileItIsRequired() {
    var id = user().with("mfa_required", true).save();
    var first = steps.enrol(login());

    var second = steps.enrol(first.token());

    forgetSteps(id);
    assertDenied(steps.mfa(login(), first.authenticator().code()));
    assertDenied(steps.mfaByRecovery(login(), first.recoveryCode(0)));
    assertThat(steps.mfa(login(), second.authenticator().code()).statusCode()).isEqualTo(200);
    assertThat(steps.mfaByRecovery(login(), second.recoveryCode(0)).statusCode()).isEqualTo(200);
  }

  /** A lost phone: the recovery code opens a session that may enrol another. */
  @Test
  void lostPhone_needsNoOperator() {
    var id = user().with("mfa_required", true).save();
    var first = steps.enrol(login());

    var full = token(steps.mfaByRecovery(login(), first.recoveryCode(0)));
    var second = steps.enrol(full);

    forgetSteps(id);
    assertThat(steps.mfa(login(), second.authenticator().code()).statusCode()).isEqualTo(200);
  }

  @Test
  void removedFactor_isNotAskedForAgain() {
    var id = user().save();
    var enrolled = steps.enrol(login());

    var answer =
        steps.post(
            StepCalls.REMOVE,
            enrolled.token(),
            StepCalls.json("recoveryCode", enrolled.recoveryCode(0)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(login(Calls.PASSWORD).get("expires_in").intValue()).isEqualTo(3600);
    assertThat(directory().number("select count(*) from recovery_codes where user_id = ?", id))
        .isZero();
    assertThat(steps.calls.renew(DOMAIN, enrolled.token()).statusCode()).isEqualTo(200);
  }

  @Test
  void requiredFactor_isNotRemoved() {
    var id = user().with("mfa_required", true).save();
    var enrolled = steps.enrol(login());

    assertDenied(
        steps.post(StepCalls.REMOVE, enrolled.token(), StepCalls.json("recoveryCode", "nonsense")));
    var answer =
        steps.post(
            StepCalls.REMOVE,
            enrolled.token(),
            StepCalls.json("recoveryCode", enrolled.recoveryCode(0)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(Calls.json(answer.body()).get("error").textValue()).isEqualTo("Conflict");
    forgetSteps(id);
    assertThat(steps.mfa(login(), enrolled.authenticator().code()).statusCode()).isEqualTo(200);
  }

  @Test
  void codesThatAreNotRight_areTheSameWhateverTheReason() {
    var id = user().save();
    var enrolled = steps.enrol(login());
    var app = enrolled.authenticator();
    var limited = login();

    var answers = new ArrayList<HttpResponse<String>>();
    answers.add(steps.mfa(limited, app.wrongCode()));
    answers.add(steps.mfa(limited, app.code()));
    answers.add(steps.mfaByRecovery(limited, "nonsense"));
    assertThat(steps.mfaByRecovery(limited, enrolled.recoveryCode(0)).statusCode()).isEqualTo(200);
    answers.add(steps.mfaByRecovery(limited, enrolled.recoveryCode(0)));
    answers.add(loginWith("wrong horse battery staple"));

    answers.forEach(StepContract::assertDenied);
    assertThat(answers.stream().map(StepContract::comparable).distinct()).hasSize(1);
    assertThat(directory().number("select count(*) from second_factors where user_id = ?", id))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":\"123 456\"}",
        "{\"code\":\"12345\"}",
        "{\"code\":\"1234567\"}",
        "{\"code\":\"１２３４５６\"}",
        "{\"code\":\"+12345\"}",
        "{\"code\":\"\"}",
        "{\"code\":123456}",
        "{\"code\":null}",
        "{\"recoveryCode\":\"\"}",
        "{\"recoveryCode\":7}",
        "{}",
        "{\"code\":\"123456\",\"recoveryCode\":\"x\"}",
        "{\"code\":\"123456\",\"code\":\"123456\"}",
        "[]"
      })
  void malformedCode_isA400_andNoAttempt(String body) {
    user().save();
    steps.enrol(login());
    var limited = login();

    for (int i = 0; i < 7; i++) {
      var answer = steps.post(StepCalls.MFA, limited, body);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }
  }

  @Test
  void codeOfAThousandDigits_isA400() {
    user().save();
    steps.enrol(login());

    var answer = steps.mfa(login(), "1".repeat(1_000));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Calls.json(answer.body()).get("message").textValue())
        .isEqualTo("code must be six digits, from 0 to 9.");
  }

  /** The key may come with the next look at the folder. The user has done nothing wrong. */
  @Test
  void factorWhoseKeyIsMissing_isAskedForLater() {
    var id = user().save();
    var app = steps.enrol(login()).authenticator();
    var limited = login();
    directory()
        .execute(
            "update second_factors set key_id = reverse(key_id), last_step = 0 where user_id = ?",
            id);

    for (int i = 0; i < 7; i++) {
      var answer = steps.mfa(limited, app.code());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("60");
    }

    directory().execute("update second_factors set key_id = reverse(key_id) where user_id = ?", id);
    assertThat(steps.mfa(limited, app.code()).statusCode()).isEqualTo(200);
  }

  @Test
  void factorThatIsDamaged_isOurFault() {
    var id = user().save();
    var app = steps.enrol(login()).authenticator();
    directory()
        .execute(
            "update second_factors set last_step = 0,"
                + " secret = set_byte(secret, 20, get_byte(secret, 20) # 1) where user_id = ?",
            id);

    assertThat(steps.mfa(login(), app.code()).statusCode()).isEqualTo(500);
  }

  @Test
  void codeUsedAtOnce_opensOneSession() throws Exception {
    var id = user().save();
    var app = steps.enrol(login()).authenticator();
    var limited = login();
    forgetSteps(id);
    var code = app.code();

    var answers =
        atOnce(
            IntStream.range(0, 20)
                .<Callable<HttpResponse<String>>>mapToObj(i -> () -> steps.mfa(limited, code))
                .toList());

    assertThat(answers.stream().filter(answer -> answer.statusCode() == 200)).hasSize(1);
    assertThat(answers).extracting(HttpResponse::statusCode).containsAnyOf(401, 429);
  }

  // --- which tokens

  /** Each call, a token of each kind, and whether it opens the call. */
  @ParameterizedTest
  @CsvSource({
    "mfa,      /auth/password,           false",
    "mfa,      /auth/mfa,                true",
    "mfa,      /auth/mfa/totp,           true",
    "mfa,      /auth/mfa/totp/confirm,   true",
    "mfa,      /auth/mfa/totp/remove,    false",
    "mfa,      /auth/mfa/recovery-codes, false",
    "mfa,      /auth/token/renew,        false",
    "password, /auth/password,           true",
    "password, /auth/mfa,                false",
    "password, /auth/mfa/totp,           false",
    "password, /auth/mfa/totp/confirm,   false",
    "password, /auth/mfa/totp/remove,    false",
    "password, /auth/mfa/recovery-codes, false",
    "password, /auth/token/renew,        false",
    "org,      /auth/password,           true",
    "org,      /auth/mfa,                false",
    "org,      /auth/mfa/totp,           true",
    "org,      /auth/mfa/totp/confirm,   true"
  })
  void callTakesTheTokensOfItsStep(String scope, String path, boolean opens) {
    var user = user();
    if (scope.equals("mfa")) {
      user.with("mfa_required", true);
    } else if (scope.equals("password")) {
      user.with("change_password", true);
    }
    user.save();
    var token = login();
    assertThat(Calls.claims(token).get("scope").textValue()).isEqualTo(scope);

    var answer =
        path.endsWith("totp")
            ? steps.calls.post("/v1/{orgDomain}" + path, DOMAIN, token)
            : steps.post("/v1/{orgDomain}" + path, token, "{}");

    if (opens) {
      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400);
    } else {
      assertInvalid(answer);
    }
  }

  @Test
  void limitedToken_cannotReplaceAConfirmedFactor() {
    user().save();
    var enrolled = steps.enrol(login());
    var limited = login();

    assertInvalid(steps.calls.post(StepCalls.TOTP, DOMAIN, limited));
    assertInvalid(steps.confirm(limited, enrolled.authenticator().code(1)));
  }

  /** Two sessions of a stolen password at once: the enrolment of one is no way around the other. */
  @Test
  void factorThatWasConfirmedMeanwhile_isNotReplacedByALimitedToken() {
    user().with("mfa_required", true).save();
    var thief = login();
    var owner = login();
    steps.secret(thief);
    steps.enrol(owner);

    assertInvalid(steps.confirm(thief, "123456"));
    assertInvalid(steps.calls.post(StepCalls.TOTP, DOMAIN, thief));
  }

  @Test
  void fullTokenOfBeforeTheFactor_cannotReplaceIt() {
    user().save();
    var before = login();
    steps.enrol(login());

    assertInsufficient(steps.calls.post(StepCalls.TOTP, DOMAIN, before));
    assertInsufficient(steps.confirm(before, "123456"));
    assertInsufficient(steps.post(StepCalls.REMOVE, before, "{\"code\":\"123456\"}"));
    assertInsufficient(steps.post(StepCalls.RECOVERY_CODES, before, "{\"code\":\"123456\"}"));
  }

  @Test
  void sessionThatEnded_takesNoStep() {
    user().with("mfa_required", true).save();
    var limited = login();
    var app = Authenticator.of(steps.secret(limited));
    assertThat(steps.calls.logout(DOMAIN, limited).statusCode()).isEqualTo(204);

    assertInvalid(steps.calls.post(StepCalls.TOTP, DOMAIN, limited));
    assertInvalid(steps.confirm(limited, app.code()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        StepCalls.CHANGE,
        StepCalls.MFA,
        StepCalls.TOTP,
        StepCalls.CONFIRM,
        StepCalls.REMOVE,
        StepCalls.RECOVERY_CODES
      })
  void badToken_isTheReason(String path) {
    user().with("mfa_required", true).save();
    var token = login();
    var parts = token.split("\\.");
    var none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
    directory().org("elsewhere.example").user(name).hash(HASH).save();

    for (var bad :
        List.of(
            "nonsense",
            none + "." + parts[1] + ".",
            none + "." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + "." + parts[1],
            "x".repeat(8 * 1024),
            steps.calls.token("elsewhere.example", name))) {
      assertInvalid(steps.post(path, bad, "{}"));
    }
  }

  @Test
  void callsWithoutAToken_askForOne() {
    for (var path :
        List.of(
            StepCalls.CHANGE,
            StepCalls.MFA,
            StepCalls.TOTP,
            StepCalls.CONFIRM,
            StepCalls.REMOVE,
            StepCalls.RECOVERY_CODES)) {
      var answer = steps.post(path, null, "nonsense");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(challenge(answer)).isEqualTo("Bearer realm=\"steps.example\"");
    }
  }

  // --- how

  static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    var pool = Executors.newFixedThreadPool(calls.size());
    try {
      var results = new ArrayList<T>();
      for (var result : pool.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private static String challenge(HttpResponse<String> answer) {
    return answer.headers().firstValue("WWW-Authenticate").orElse("none");
  }

  static void assertDenied(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(challenge(answer)).isEqualTo("Bearer realm=\"steps.example\"");
  }

  static void assertInvalid(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(challenge(answer))
        .isEqualTo("Bearer realm=\"steps.example\", error=\"invalid_token\"");
  }

  static void assertInsufficient(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(challenge(answer))
        .isEqualTo(
            "Bearer realm=\"steps.example\","
                + " error=\"insufficient_user_authentication\", max_age=300");
  }

  /** Everything of an answer but what may differ: the time, the path and the request id. */
  private static String comparable(HttpResponse<String> answer) {
    var headers = new TreeMap<String, List<String>>(answer.headers().map());
    headers.keySet().removeAll(List.of("date", "x-request-id", "content-length"));
    return answer.statusCode()
        + " "
        + Map.copyOf(headers).keySet().stream().sorted().toList()
        + challenge(answer)
        + answer
            .body()
            .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "?")
            .replaceAll("\"path\":\"[^\"]*\"", "");
  }
}
