package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.ApiDocument;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every error that the OpenAPI document has is made, over real HTTP, as it is described there. */
@QuarkusTest
class DocumentedErrorsTest {

  private static final String LOGIN = "/v1/acme/auth/login";
  private static final String JSON = "Content-Type: application/json\r\n";

  /** Those that a login cannot be brought to at will are made by {@link ProbeResource}. */
  static final Map<Integer, String> REQUESTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(400, login(JSON, "{")),
              Map.entry(401, login(JSON, "{\"username\":\"nobody\",\"password\":\"x\"}")),
              Map.entry(403, login(JSON + "Origin: https://evil.example\r\n", "{}")),
              Map.entry(
                  404,
                  login(JSON, "{\"username\":\"nobody\",\"password\":\"x\"}")
                      .replace("/acme/", "/nowhere/")),
              Map.entry(405, "GET " + LOGIN + " HTTP/1.1\r\nHost: x\r\n\r\n"),
              Map.entry(406, login(JSON + "Accept: text/html\r\n", "{}")),
              Map.entry(413, login(JSON, "x".repeat(9_000))),
              Map.entry(414, "GET /" + "x".repeat(70_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"),
              Map.entry(415, login("", "{}")),
              Map.entry(429, get("/probe/x/fail/refusal")),
              Map.entry(431, login(JSON + "X: " + "x".repeat(70_000) + "\r\n", "{}")),
              Map.entry(500, get("/probe/x/fail/exception"))));

  static final Set<Integer> STATUSES = REQUESTS.keySet();

  /** 503 is seen by OverloadIT and OutageIT. */
  @Test
  void statuses_areThoseOfTheDocument() {
    var documented = new ArrayList<String>();
    ApiDocument.root()
        .at(ApiDocument.responses(ApiDocument.LOGIN))
        .fieldNames()
        .forEachRemaining(documented::add);
    var made = new TreeSet<>(STATUSES);
    made.add(200);
    made.add(503);

    assertThat(documented).containsExactlyElementsOf(made.stream().map(String::valueOf).toList());
  }

  @ParameterizedTest
  @FieldSource("STATUSES")
  void error_isAsDescribed(int status) throws IOException {
    var reply = RawHttp.exchange(REQUESTS.get(status));
    var answer = new ApiDocument.Answer(reply.status(), reply.headers(), reply.body());

    assertThat(reply.status()).isEqualTo(status);
    assertThat(ApiDocument.faults(ApiDocument.LOGIN, answer)).as(reply.toString()).isEmpty();
  }

  private static String login(String headers, String body) {
    return "POST "
        + LOGIN
        + " HTTP/1.1\r\nHost: x\r\n"
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
}
