package dev.latchkey.bench;

import static dev.latchkey.bench.OraclePeople.COSTLY;
import static dev.latchkey.bench.OraclePeople.MIXED_COSTS;
import static dev.latchkey.bench.OraclePeople.ONE_COST;
import static dev.latchkey.bench.OraclePeople.RIGHT;
import static dev.latchkey.bench.OraclePeople.WRONG;
import static dev.latchkey.bench.OracleScenario.Request.FROM_A_NEW_NETWORK;

import dev.latchkey.bench.OracleScenario.Closeness;
import dev.latchkey.bench.OracleScenario.Kind;
import dev.latchkey.bench.OracleScenario.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All answers that must not tell who has an account. A call that compares another secret gets a
 * scenario of its own: a name, and a list of requests.
 */
final class OracleScenarios {

  /**
   * An answer after a hash. What the service writes after an answer is done before the pause ends,
   * and so does not slow the next request.
   */
  private static final Closeness AFTER_A_HASH = new Closeness(200, 3_000_000, 200_000, 1_000_000);

  /** The same, but the next request comes at once. */
  private static final Closeness AT_ONCE = new Closeness(60, 0, 200_000, 1_000_000);

  /** An answer that takes no hash. */
  private static final Closeness WITHOUT_A_HASH = new Closeness(2_000, 0, 5_000, 20_000);

  /**
   * The same after a query, which takes some microseconds longer for a name that somebody has. Each
   * sample costs the guesser failed guesses, of which an account has few. The pause leaves the
   * other replica time to write.
   */
  private static final Closeness AFTER_A_QUERY = new Closeness(600, 4_000_000, 100_000, 300_000);

  /** The same, from a busy service. The pause leaves the crowd time to take a free place. */
  private static final Closeness WHEN_BUSY = new Closeness(1_000, 1_000_000, 5_000, 20_000);

  /**
   * The answer to a code, after one or two queries. Each sample is a failure, of which an account
   * has few.
   */
  private static final Closeness AFTER_A_CODE = new Closeness(300, 4_000_000, 100_000, 300_000);

  /**
   * Networks are known. Failures are written as with the usual settings, but no limit is reached:
   * only that account is locked which has more failures from the start.
   */
  private static final Map<String, String> ONLY_THE_LOCK =
      Map.of(
          "LATCHKEY_PASSWORD_COST", "6",
          "LATCHKEY_CALLER_TRUSTED_PROXIES", "127.0.0.1",
          "LATCHKEY_ATTEMPTS_NAME_FAILURES", "10000",
          "LATCHKEY_ATTEMPTS_ACCOUNT_FAILURES", "10000",
          "LATCHKEY_ATTEMPTS_PER_NETWORK", "10000",
          "LATCHKEY_ATTEMPTS_NETWORK_RECOVERY", "1ms");

  /** A name is refused for a day after its first failure. */
  private static final Map<String, String> ONE_FAILURE =
      Map.of(
          "LATCHKEY_PASSWORD_COST", "6",
          "LATCHKEY_ATTEMPTS_NAME_FAILURES", "1",
          "LATCHKEY_ATTEMPTS_NAME_DELAY", "24h",
          "LATCHKEY_ATTEMPTS_NAME_MAX_DELAY", "24h");

  /** The same for each network, and networks are known. */
  private static final Map<String, String> ONE_FAILURE_FOR_EACH_NETWORK =
      Map.of(
          "LATCHKEY_PASSWORD_COST", "6",
          "LATCHKEY_CALLER_TRUSTED_PROXIES", "127.0.0.1",
          "LATCHKEY_ATTEMPTS_NAME_FAILURES", "1",
          "LATCHKEY_ATTEMPTS_NAME_DELAY", "24h",
          "LATCHKEY_ATTEMPTS_NAME_MAX_DELAY", "24h",
          "LATCHKEY_ATTEMPTS_ACCOUNT_FAILURES", "10000",
          "LATCHKEY_ATTEMPTS_PER_NETWORK", "10000",
          "LATCHKEY_ATTEMPTS_NETWORK_RECOVERY", "1ms");

  /** One hash at once fills the service. The other cores are left to the event loops. */
  private static final Map<String, String> ONE_LANE =
      Map.of(
          "LATCHKEY_PASSWORD_COST", "6",
          "LATCHKEY_PASSWORD_THREADS", "1",
          "LATCHKEY_PASSWORD_LANES", "1",
          "LATCHKEY_PASSWORD_MAX_WAIT", "100ms",
          "LATCHKEY_ATTEMPTS_MODE", "off");

  /** A network that the locked account does not know. */
  private static final String FROM = "X-Forwarded-For: 203.0.113.7\r\n";

  private static final String NEW_PASSWORD = "a pass phrase that nobody has 7";

  private static final int CROWD = 6;

  private OracleScenarios() {}

  static List<OracleScenario> all() {
    return List.of(
        allDenied("401-one-cost", "401, where all hashes have one cost", ONE_COST),
        allDenied("401-mixed-costs", "401, where the hashes have costs 4, 6 and 8", MIXED_COSTS),
        afterDenied(),
        tooMany(),
        tooManyElsewhere(),
        overloaded(),
        currentPassword(),
        oneTimeCode(),
        code(),
        recoveryCode());
  }

  /** 401: all reasons for which a login is denied. */
  private static OracleScenario allDenied(String name, String description, String domain) {
    return new OracleScenario(
            name, description, ONLY_THE_LOCK, AFTER_A_HASH, deniedAt(domain).toList())
        .withFirst(login(domain, FROM, "homely", RIGHT, 200));
  }

  private static Stream<Kind> deniedAt(String domain) {
    var kinds = new ArrayList<Kind>();
    kinds.add(denied("wrong password", domain, "person", WRONG));
    kinds.add(denied("wrong password, e-mail address", domain, "person@example.com", WRONG));
    kinds.add(denied("wrong password, known network", domain, "homely", WRONG));
    kinds.add(denied("unknown user", domain, "nobody", WRONG));
    kinds.add(denied("unknown user, e-mail address", domain, "nobody@example.com", WRONG));
    kinds.add(denied("user of another organisation, right", domain, "abroad", RIGHT));
    kinds.add(denied("no password", domain, "nohash", RIGHT));
    kinds.add(denied("disabled, right", domain, "barred", RIGHT));
    kinds.add(denied("disabled, wrong", domain, "barred", WRONG));
    kinds.add(denied("invitation expired, right", domain, "lapsed", RIGHT));
    kinds.add(denied("damaged hash", domain, "broken", RIGHT));
    kinds.add(denied("locked, right", domain, "locked", RIGHT));
    kinds.add(denied("locked, wrong", domain, "locked", WRONG));
    kinds.add(denied("73 bytes", domain, "person", "p".repeat(73)));
    kinds.add(denied("NUL", domain, "person", "correct\\u0000horse"));
    if (domain.equals(MIXED_COSTS)) {
      kinds.add(denied("wrong password, cost 4", domain, "cheap4", WRONG));
      kinds.add(denied("wrong password, cost 8", domain, "dear08", WRONG));
    }
    return kinds.stream();
  }

  private static Kind denied(String name, String domain, String username, String password) {
    return new Kind(name, login(domain, FROM, username, password, 401));
  }

  /** Failures are written after the answer. The caller sends the next request meanwhile. */
  private static OracleScenario afterDenied() {
    var next = login("absent.example", FROM, "person", WRONG, 404);
    return new OracleScenario(
            "after-401",
            "The answer that follows a 401: a 404, which takes one query",
            ONLY_THE_LOCK,
            AT_ONCE,
            deniedAt(ONE_COST)
                .map(kind -> new Kind(kind.name(), List.of(kind.request()), next))
                .toList())
        .withFirst(login(ONE_COST, FROM, "homely", RIGHT, 200));
  }

  /** 429: the name has failed. */
  private static OracleScenario tooMany() {
    return new OracleScenario(
        "429",
        "429, as the process knows it",
        ONE_FAILURE,
        WITHOUT_A_HASH,
        names().map(name -> kind(name, ONE_COST, "", 429)).toList());
  }

  /** The name has failed at another replica. This one learns it by its look-up, the first time. */
  private static OracleScenario tooManyElsewhere() {
    return new OracleScenario(
            "429-other-replica",
            "429, as the database knows it: the name has failed at another replica",
            ONE_FAILURE_FOR_EACH_NETWORK,
            AFTER_A_QUERY,
            names()
                .map(
                    name ->
                        new Kind(
                            name.text,
                            List.of(kind(name, ONE_COST, FROM_A_NEW_NETWORK, 401).request()),
                            kind(name, ONE_COST, FROM_A_NEW_NETWORK, 429).request()))
                .toList())
        .withOtherReplica();
  }

  /** 503: the hashing threads are busy for longer than a login may wait. */
  private static OracleScenario overloaded() {
    return new OracleScenario(
            "503",
            "503, from a busy service",
            ONE_LANE,
            WHEN_BUSY,
            names().map(name -> kind(name, COSTLY, "", 503)).toList())
        .withCrowd(
            IntStream.range(0, CROWD)
                .mapToObj(i -> login(COSTLY, "", "crowd-" + i, WRONG, 401))
                .toList());
  }

  /** 401: the current password is wrong, where somebody chooses a new one. */
  private static OracleScenario currentPassword() {
    return new OracleScenario(
        "current-password",
        "401 at a change of the password, after the current one",
        ONLY_THE_LOCK,
        AFTER_A_HASH,
        List.of(
            passwordChange("wrong", "person", WRONG),
            passwordChange("wrong, another user", "second", WRONG),
            passwordChange("wrong, limited token", "temporary", WRONG),
            passwordChange("73 bytes", "person", "p".repeat(73)),
            passwordChange("NUL", "person", "correct\\u0000horse"),
            passwordChange("locked, right", "shut", RIGHT),
            passwordChange("locked, wrong", "shut", WRONG)));
  }

  private static Kind passwordChange(String kind, String username, String password) {
    var body = "{\"password\":\"%s\",\"newPassword\":\"%s\"}".formatted(password, NEW_PASSWORD);
    return withToken(kind, "auth/password", username, body);
  }

  /** 401: the one-time code is no good. */
  private static OracleScenario oneTimeCode() {
    return new OracleScenario(
        "one-time-code",
        "401 at a new password with a one-time code",
        ONLY_THE_LOCK,
        AFTER_A_CODE,
        List.of(
            reset("unknown", '9'),
            reset("another unknown one", '8'),
            reset("expired", '1'),
            reset("of another purpose", '2'),
            reset("of a disabled user", '3'),
            reset("a reset for somebody who is invited", '4')));
  }

  private static Kind reset(String kind, char character) {
    var body =
        "{\"code\":\"%s\",\"newPassword\":\"%s\"}"
            .formatted(OraclePeople.code(character), NEW_PASSWORD);
    var path = Wire.path(ONE_COST, "auth/password/reset");
    return new Kind(kind, Request.post(path, FROM, body, 401));
  }

  /** 401: the code of the second factor is no good. */
  private static OracleScenario code() {
    return new OracleScenario(
        "code",
        "401 at the second step of a login, after a code",
        ONLY_THE_LOCK,
        AFTER_A_CODE,
        List.of(
            secondStep("wrong", "factorone", "code", "000000"),
            secondStep("wrong, another user", "factortwo", "code", "000000"),
            secondStep("used", "factorused", "code", "CODE_OF_factorused"),
            secondStep("locked, right", "factorlocked", "code", "CODE_OF_factorlocked"),
            secondStep("locked, wrong", "factorlocked", "code", "000000")));
  }

  private static OracleScenario recoveryCode() {
    return new OracleScenario(
        "recovery-code",
        "401 at the second step of a login, after a recovery code",
        ONLY_THE_LOCK,
        AFTER_A_CODE,
        List.of(
            secondStep("unknown", "factorone", "recoveryCode", OraclePeople.code('9')),
            secondStep("another user's", "factorone", "recoveryCode", "RECOVERY_CODE_OF_factortwo"),
            secondStep("used", "factorused", "recoveryCode", "RECOVERY_CODE_OF_factorused"),
            secondStep(
                "locked, right", "factorlocked", "recoveryCode", "RECOVERY_CODE_OF_factorlocked"),
            secondStep("locked, unknown", "factorlocked", "recoveryCode", OraclePeople.code('9'))));
  }

  private static Kind secondStep(String kind, String username, String member, String code) {
    return withToken(kind, "auth/mfa", username, "{\"%s\":\"%s\"}".formatted(member, code));
  }

  /** 401, where the token of a user is right. */
  private static Kind withToken(String kind, String call, String username, String body) {
    var fields = FROM + Wire.bearer("TOKEN_OF_" + username);
    return new Kind(kind, Request.post(Wire.path(ONE_COST, call), fields, body, 401));
  }

  /** What is typed as a username. */
  private enum Typed {
    USER("a user", "person"),
    SAME_USER("the same user, e-mail address", "person@example.com"),
    OTHER_USER("another user", "second"),
    NOBODY("nobody", "nobody"),
    NOBODY_BY_ADDRESS("nobody, e-mail address", "nobody@example.com"),
    OTHER_NOBODY("another name of nobody", "absent");

    private final String text;
    private final String username;

    Typed(String text, String username) {
      this.text = text;
      this.username = username;
    }
  }

  private static Stream<Typed> names() {
    return Stream.of(Typed.values());
  }

  private static Kind kind(Typed name, String domain, String fields, int status) {
    return new Kind(name.text, login(domain, fields, name.username, WRONG, status));
  }

  /** Name and password as they stand in JSON. */
  private static Request login(
      String domain, String fields, String username, String password, int status) {
    String body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
    return Request.post(Population.path(domain), fields, body, status);
  }
}
