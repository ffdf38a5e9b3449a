package dev.latchkey.bench;

import dev.latchkey.bench.OracleScenario.Request;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts tokens and codes into the requests of a scenario: {@code TOKEN_OF_name}, {@code
 * RECOVERY_CODE_OF_name}, and {@code CODE_OF_name}, which is another one every 30 seconds. The
 * users log in, and enrol where a code is wanted, by the calls of the API and before anything is
 * measured.
 */
final class OracleSessions {

  private static final Pattern NEEDED = Pattern.compile("(TOKEN|RECOVERY_CODE|CODE)_OF_([a-z]+)");

  private final String domain;
  private final OneCaller caller;
  private final Map<String, String> found = new HashMap<>();
  private final Map<String, Authenticator> authenticators = new LinkedHashMap<>();

  private OracleSessions(String domain, OneCaller caller) {
    this.domain = domain;
    this.caller = caller;
  }

  /** The same scenario, ready to be sent. */
  static OracleScenario prepare(OracleScenario scenario, int port, Database database)
      throws IOException, InterruptedException, SQLException {
    try (var caller = new OneCaller(port)) {
      var sessions = new OracleSessions(OraclePeople.ONE_COST, caller);
      for (var request : requests(scenario)) {
        sessions.prepare(request.text());
      }
      if (!sessions.found.isEmpty()) {
        OraclePeople.afterLogins(database);
      }
      return scenario.with(sessions::filled);
    }
  }

  private static List<Request> requests(OracleScenario scenario) {
    return scenario.kinds().stream()
        .flatMap(kind -> Stream.concat(kind.before().stream(), Stream.of(kind.request())))
        .toList();
  }

  private void prepare(String text) throws IOException, InterruptedException {
    var needed = NEEDED.matcher(text);
    while (needed.find()) {
      var name = needed.group(2);
      if (name.startsWith(OraclePeople.FACTOR) && !authenticators.containsKey(name)) {
        enrol(name);
      }
      if (!found.containsKey("TOKEN_OF_" + name)) {
        found.put("TOKEN_OF_" + name, token(name));
      }
    }
  }

  private void enrol(String name) throws IOException, InterruptedException {
    var token = Wire.bearer(token(name));
    var enrolment = caller.require(200, Wire.post(path("auth/mfa/totp"), token, ""));
    var authenticator = new Authenticator(OneCaller.text(enrolment, "secret"));
    var code = "{\"code\":\"%s\"}".formatted(authenticator.next());
    var confirmed = caller.require(200, Wire.post(path("auth/mfa/totp/confirm"), token, code));
    authenticators.put(name, authenticator);
    found.put("RECOVERY_CODE_OF_" + name, firstRecoveryCode(confirmed));
  }

  private static String firstRecoveryCode(String body) {
    var codes = Pattern.compile("\"recoveryCodes\":\\[\"([^\"]+)\"").matcher(body);
    if (!codes.find()) {
      throw new IllegalStateException("There are no recovery codes");
    }
    return codes.group(1);
  }

  private String token(String name) throws IOException {
    var body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, OraclePeople.RIGHT);
    return OneCaller.text(caller.require(200, Wire.post(path("auth/login"), "", body)), "token");
  }

  private String path(String call) {
    return Wire.path(domain, call);
  }

  private Request filled(Request request) {
    var text = request.text();
    for (var each : found.entrySet()) {
      text = text.replaceAll("\\b" + each.getKey() + "\\b", each.getValue());
    }
    UnaryOperator<String> codes = UnaryOperator.identity();
    for (var each : authenticators.entrySet()) {
      var mark = "CODE_OF_" + each.getKey();
      if (text.contains(mark)) {
        codes = sent -> sent.replace(mark, each.getValue().now());
      }
    }
    // The length was counted with the names.
    return new Request(Request.withLength(text), request.status(), codes);
  }
}
