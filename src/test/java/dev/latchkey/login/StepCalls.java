package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.session.Calls;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The further steps of a login, as a client takes them in one organisation. */
final class StepCalls {

  static final String CHANGE = "/v1/{orgDomain}/auth/password";
  static final String RESET = "/v1/{orgDomain}/auth/password/reset";
  static final String MFA = "/v1/{orgDomain}/auth/mfa";
  static final String TOTP = "/v1/{orgDomain}/auth/mfa/totp";
  static final String CONFIRM = "/v1/{orgDomain}/auth/mfa/totp/confirm";
  static final String REMOVE = "/v1/{orgDomain}/auth/mfa/totp/remove";
  static final String RECOVERY_CODES = "/v1/{orgDomain}/auth/mfa/recovery-codes";

  final Calls calls;
  final String domain;

  StepCalls(String baseUri, String domain) {
    this.calls = new Calls(baseUri);
    this.domain = domain;
  }

  HttpResponse<String> change(String token, String password, String newPassword) {
    return post(CHANGE, token, json("password", password, "newPassword", newPassword));
  }

  HttpResponse<String> reset(String code, String newPassword) {
    return post(RESET, null, json("code", code, "newPassword", newPassword));
  }

  HttpResponse<String> mfa(String token, String code) {
    return post(MFA, token, json("code", code));
  }

  HttpResponse<String> mfaByRecovery(String token, String recoveryCode) {
    return post(MFA, token, json("recoveryCode", recoveryCode));
  }

  HttpResponse<String> confirm(String token, String code) {
    return post(CONFIRM, token, json("code", code));
  }

  /** Asks for a secret and confirms it with the code of now. */
  Enrolled enrol(String token) {
    var secret = secret(token);
    var answer = confirm(token, Authenticator.of(secret).code());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Enrolled(Authenticator.of(secret), Calls.json(answer.body()));
  }

  String secret(String token) {
    var answer = calls.post(TOTP, domain, token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Calls.json(answer.body()).get("secret").textValue();
  }

  /** A factor, and the answer to its confirmation. */
  record Enrolled(Authenticator authenticator, JsonNode body) {

    String token() {
      return body.get("token").textValue();
    }

    String recoveryCode(int i) {
      return body.get("recoveryCodes").get(i).textValue();
    }
  }

  /**
   * @param token null for none
   */
  HttpResponse<String> post(String path, String token, String body) {
    return calls.send(
        path,
        domain,
        request -> {
          if (token != null) {
            Calls.bearer(request, token);
          }
          return request
              .header("Content-Type", "application/json")
              .header("X-Forwarded-For", "203.0.113.7") // read where a proxy is trusted
              .POST(BodyPublishers.ofString(body));
        });
  }

  static String json(String... members) {
    var all = new TreeMap<String, String>();
    for (int i = 0; i < members.length; i += 2) {
      all.put(members[i], members[i + 1]);
    }
    return all.entrySet().stream()
        .map(StepCalls::member)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String member(Map.Entry<String, String> member) {
    return "\"" + member.getKey() + "\":\"" + member.getValue() + "\"";
  }

  /** Of an answer that is 200. */
  static String token(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Calls.json(answer.body()).get("token").textValue();
  }
}
