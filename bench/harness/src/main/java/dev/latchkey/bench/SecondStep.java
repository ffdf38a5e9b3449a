package dev.latchkey.bench;

import dev.latchkey.bench.report.Results;
import dev.latchkey.bench.report.Times;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How long both steps of a login take for somebody who has a second factor: the password, then a
 * code. One caller, who waits for each answer. All users enrol first, by the calls of the API.
 */
final class SecondStep {

  static final Population PEOPLE = Population.ofOne("factors.example");
  static final String DOMAIN = PEOPLE.domains().get(0);
  static final String FIRST = "first";
  static final String SECOND = "second";

  /** So many for each round. */
  private static final int USERS = 80;

  /** The passes over all users: the first one warms the service up. */
  private static final int PASSES = 3;

  private final OneCaller caller;
  private final List<Enrolled> enrolled = new ArrayList<>();

  private record Enrolled(int user, Authenticator authenticator) {}

  private SecondStep(OneCaller caller) {
    this.caller = caller;
  }

  static void measure(Options options, Latchkey latchkey, Results results) throws Exception {
    int users = Math.min(Population.USERS, options.rounds() * USERS);
    try (var caller = new OneCaller(latchkey.port())) {
      var steps = new SecondStep(caller);
      for (int user = 0; user < users; user++) {
        steps.enrol(user);
      }
      SessionsBench.say("second step: %d users have a factor".formatted(users));
      steps.pass(new Times(), new Times());
      for (int pass = 1; pass < PASSES; pass++) {
        var first = new Times();
        var second = new Times();
        steps.pass(first, second);
        add(results, FIRST, first);
        add(results, SECOND, second);
      }
    }
  }

  private static void add(Results results, String step, Times times) {
    var rounds = results.of(Renewals.LATCHKEY, step);
    rounds.add("median", times.percentile(0.5));
    rounds.add("times", times);
  }

  private void enrol(int user) throws IOException, InterruptedException {
    var token = Wire.bearer(OneCaller.text(caller.require(200, login(user)), "token"));
    var enrolment = caller.require(200, Wire.post(path("auth/mfa/totp"), token, ""));
    var authenticator = new Authenticator(OneCaller.text(enrolment, "secret"));
    var confirm = Wire.post(path("auth/mfa/totp/confirm"), token, code(authenticator));
    caller.require(200, confirm);
    enrolled.add(new Enrolled(user, authenticator));
  }

  private void pass(Times first, Times second) throws IOException, InterruptedException {
    for (var each : enrolled) {
      var code = code(each.authenticator());
      var token = OneCaller.text(timed(login(each.user()), first), "token");
      timed(Wire.post(path("auth/mfa"), Wire.bearer(token), code), second);
    }
  }

  private String timed(byte[] request, Times times) throws IOException {
    long began = System.nanoTime();
    var body = caller.require(200, request);
    times.add(System.nanoTime() - began);
    return body;
  }

  private static byte[] login(int user) {
    return PEOPLE.login(DOMAIN, user);
  }

  private static String code(Authenticator authenticator) throws InterruptedException {
    return "{\"code\":\"%s\"}".formatted(authenticator.next());
  }

  private static String path(String call) {
    return Wire.path(DOMAIN, call);
  }
}
