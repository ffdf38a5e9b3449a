package dev.latchkey.session;

import static dev.latchkey.session.Calls.bearer;
import static dev.latchkey.session.Calls.json;
import static dev.latchkey.session.SessionContract.DOMAIN;
import static dev.latchkey.session.SessionContract.HASH;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.bastiaanjansen.otp.TOTPGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.PackagedJar;
import dev.latchkey.PackagedService;
import dev.latchkey.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * What must happen once happens once, also where half of the callers are at another replica: two
 * services with one database and the same keys. There are no limits on attempts, so that they all
 * get as far as the database. It has much time to answer: what it does for somebody who is no
 * longer waiting is done all the same, and nobody would be let in.
 */
class StepsReplicasIT {

  private static final String MFA = "auth/mfa";
  private static final String TOTP = "auth/mfa/totp";
  private static final String CONFIRM = "auth/mfa/totp/confirm";
  private static final String CHANGE = "auth/password";
  private static final String RESET = "auth/password/reset";

  private static final String ONE_TIME_CODE = "0123456789ABCDEFGHJKMNPQRS";
  private static final int MANY = 200;
  private static final int CHANGES = 50;
  private static final int STEP_SECONDS = 30;
  private static final int KEY_BYTES = 32;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Set<Integer> REFUSALS = Set.of(401, 503);

  private static TestDatabase database;
  private static PackagedService one;
  private static PackagedJar other;
  private static List<String> addresses;
  private static List<Calls> replicas;

  private UUID user;

  @BeforeAll
  static void startReplicas() throws IOException {
    database = TestDatabase.create();
    var environment =
        PackagedJar.with(
            PackagedJar.with(database.environment(), PackagedService.issuerAndKeys()),
            Map.of(
                "LATCHKEY_FACTOR_KEYS", factorKeys(),
                "LATCHKEY_PASSWORD_COST", "4",
                "LATCHKEY_ATTEMPTS_MODE", "off",
                "LATCHKEY_DIRECTORY_TIMEOUT", "30s"));
    one = PackagedService.start(database, environment);
    other = PackagedJar.serve(environment);
    addresses = List.of(one.baseUri(), "http://localhost:" + other.awaitPort());
    replicas = addresses.stream().map(Calls::new).toList();
  }

  private static String factorKeys() throws IOException {
    var folder = Files.createTempDirectory(Path.of("target"), "factor-keys");
    var random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    var key = Base64.getEncoder().encodeToString(random);
    Files.writeString(folder.resolve("first.key"), key);
    return folder.toAbsolutePath().toString();
  }

  @AfterAll
  static void stopReplicas() {
    other.close();
    one.close();
  }

  @BeforeEach
  void oneUser() {
    user = one.directory().org(DOMAIN).user("jane").hash(HASH).save();
  }

  @Test
  void oneTotpCode_letsOneInOfTwoHundred() {
    var enrolment = enrolled();
    var token = replicas.get(0).token(DOMAIN, "jane");
    var code = "{\"code\":\"" + code(enrolment.secret(), 0) + "\"}";

    var answers = atOnce(MANY, i -> post(i, MFA, token, code));

    assertOneLetIn(answers);
  }

  @Test
  void oneRecoveryCode_letsOneInOfTwoHundred() {
    var enrolment = enrolled();
    var token = replicas.get(0).token(DOMAIN, "jane");
    var code = "{\"recoveryCode\":\"" + enrolment.recoveryCode() + "\"}";

    var answers = atOnce(MANY, i -> post(i, MFA, token, code));

    assertOneLetIn(answers);
    assertThat(number("select count(*) from recovery_codes")).isEqualTo(9);
  }

  @Test
  void oneOneTimeCode_setsOnePasswordOfTwoHundred() {
    one.directory()
        .execute(
            "insert into one_time_codes (user_id, purpose, hash, expires_at)"
                + " values (?, 'reset', ?, now() + interval '1 hour')",
            user,
            sha256(ONE_TIME_CODE));

    var answers =
        atOnce(
            MANY,
            i ->
                post(
                    i,
                    RESET,
                    null,
                    "{\"code\":\"%s\",\"newPassword\":\"%s\"}"
                        .formatted(ONE_TIME_CODE, newPassword(i))));

    assertOneLetIn(answers);
    assertOnlyPassword(newPassword(letIn(answers)));
  }

  @Test
  void onePassword_isReplacedByOneOfFiftyAtOnce() {
    var tokens = new ArrayList<String>();
    for (int i = 0; i < CHANGES; i++) {
      tokens.add(replicas.get(i % 2).token(DOMAIN, "jane"));
    }

    var answers =
        atOnce(
            CHANGES,
            i ->
                post(
                    i,
                    CHANGE,
                    tokens.get(i),
                    "{\"password\":\"%s\",\"newPassword\":\"%s\"}"
                        .formatted(Calls.PASSWORD, newPassword(i))));

    assertOneLetIn(answers);
    assertOnlyPassword(newPassword(letIn(answers)));
    assertThat(number("select session_epoch from users")).isEqualTo(1);
  }

  @RepeatedTest(3)
  void renewalsBesideALogout_leaveNoTokenThatLivesOn() throws Exception {
    var first = replicas.get(0).token(DOMAIN, "jane");
    Queue<String> given = new ConcurrentLinkedQueue<>(List.of(first));
    var ended = new AtomicBoolean();
    var threads = Executors.newFixedThreadPool(8);
    try {
      var renewing = new ArrayList<Future<?>>();
      for (int i = 0; i < 8; i++) {
        var replica = replicas.get(i % 2);
        renewing.add(threads.submit(() -> renewAgainAndAgain(replica, first, given, ended)));
      }
      while (given.size() < 40) {
        Thread.onSpinWait();
      }
      assertThat(replicas.get(1).logout(DOMAIN, first).statusCode()).isEqualTo(204);
      ended.set(true);
      for (var each : renewing) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }

    for (var token : given) {
      for (var replica : replicas) {
        assertThat(replica.renew(DOMAIN, token).statusCode()).isEqualTo(401);
      }
    }
  }

  /** Each with the token of the last renewal, up to some time after the logout. */
  private static void renewAgainAndAgain(
      Calls replica, String first, Queue<String> given, AtomicBoolean ended) {
    var token = first;
    boolean last = false;
    while (!last) {
      last = ended.get();
      var answer = replica.renew(DOMAIN, token);
      if (answer.statusCode() == 200) {
        token = json(answer.body()).get("token").textValue();
        given.add(token);
      }
    }
  }

  private record Enrolment(String secret, String recoveryCode) {}

  /** With the code of the step before, so that this step's is still good. */
  private static Enrolment enrolled() {
    var token = replicas.get(0).token(DOMAIN, "jane");
    var asked = post(0, TOTP, token, "");
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
    var secret = json(asked.body()).get("secret").textValue();
    var confirmed = post(0, CONFIRM, token, "{\"code\":\"" + code(secret, -1) + "\"}");
    assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(200);
    JsonNode body = json(confirmed.body());
    return new Enrolment(secret, body.get("recoveryCodes").get(0).textValue());
  }

  /** The odd ones go to the other replica. */
  private static HttpResponse<String> post(
      int number, String call, @Nullable String token, String body) {
    var address = URI.create(addresses.get(number % 2) + "/v1/" + DOMAIN + "/" + call);
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (token != null) {
      bearer(request, token);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** All at once, each on a thread of its own. */
  private static List<HttpResponse<String>> atOnce(
      int count, IntFunction<HttpResponse<String>> call) {
    var threads = Executors.newFixedThreadPool(count);
    var start = new CyclicBarrier(count);
    try {
      var calls = new ArrayList<Callable<HttpResponse<String>>>();
      for (int i = 0; i < count; i++) {
        int number = i;
        calls.add(
            () -> {
              start.await();
              return call.apply(number);
            });
      }
      var answers = new ArrayList<HttpResponse<String>>();
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertOneLetIn(List<HttpResponse<String>> answers) {
    var statuses = answers.stream().map(HttpResponse::statusCode).toList();
    assertThat(statuses).containsOnlyOnce(200);
    assertThat(statuses.stream().filter(status -> status != 200)).isSubsetOf(REFUSALS);
  }

  private static int letIn(List<HttpResponse<String>> answers) {
    return answers.stream().map(HttpResponse::statusCode).toList().indexOf(200);
  }

  private static String newPassword(int number) {
    return "a new pass phrase, number " + number;
  }

  private static void assertOnlyPassword(String password) {
    try (var connection = one.directory().connect();
        var row = connection.createStatement().executeQuery("select password_hash from users")) {
      row.next();
      var hash = row.getString(1);
      assertThat(BCrypt.verifyer().verify(password.toCharArray(), hash).verified).isTrue();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static long number(String query) {
    return one.directory().number(query);
  }

  /** By a library that is not the one of the product. */
  private static String code(String secret, int stepsLater) {
    return new TOTPGenerator.Builder(secret.getBytes(StandardCharsets.US_ASCII))
        .build()
        .at(Instant.now().plusSeconds((long) STEP_SECONDS * stepsLater));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
