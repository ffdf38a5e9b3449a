package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.ApiDocument.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document's own examples, and the faults that comparing an answer with it must find. */
class ApiDocumentTest {

  @TestFactory
  Stream<DynamicTest> example_isAnAnswerThatTheDocumentDescribes() {
    return paths().flatMap(path -> statuses(path).map(status -> exampleTest(path, status)));
  }

  private static DynamicTest exampleTest(String path, int status) {
    return DynamicTest.dynamicTest(
        status + " of " + path,
        () -> assertThat(ApiDocument.faults(path, example(path, status))).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | \"favorite\":[]            | \"favorite\":[],\"x\":1     | additional properties",
        "200 | \"expires_in\":3600        | \"expires_in\":\"3600\"     | expires_in",
        "200 | \"expires_in\":3600        | \"expiresIn\":3600          | expires_in' not found",
        "200 | \"favorite\":[]            | \"favorite\":null           | favorite",
        "200 | \"favorite\":[]            | \"favorite\":[1]            | favorite",
        "200 | \"status\":\"active\"      | \"status\":\"disabled\"     | status",
        "200 | \"id\":\"5f0c6d1e          | \"id\":\"x                  | uuid",
        "401 | \"status\":401             | \"status\":403              | status in the body is 403",
        "401 | T12:00:00Z                 | T12:00:00.5Z                | timestamp",
        "401 | \"error\":\"Unauthorized\", | ''                         | error' not found",
      })
  void faultInABody_isFound(int status, String text, String replacement, String fault) {
    var good = example(ApiDocument.LOGIN, status);
    assertThat(good.body()).contains(text);
    var bad = new Answer(status, good.headers(), good.body().replace(text, replacement));

    assertThat(ApiDocument.faults(ApiDocument.LOGIN, bad)).isNotEmpty().anyMatch(has(fault));
  }

  @ParameterizedTest
  @CsvSource({
    "200, x-request-id",
    "200, cache-control",
    "200, content-type",
    "401, www-authenticate",
    "401, x-content-type-options",
    "405, allow",
    "429, retry-after",
    "503, retry-after"
  })
  void headerMissingOrWrong_isFound(int status, String header) {
    var good = example(ApiDocument.LOGIN, status);
    var without = new TreeMap<>(good.headers());
    without.remove(header);
    var wrong = new TreeMap<>(good.headers());
    wrong.put(header, "n/a, soon");

    for (var headers : List.of(without, wrong)) {
      var bad = new Answer(status, headers, good.body());
      assertThat(ApiDocument.faults(ApiDocument.LOGIN, bad)).hasSize(1).allMatch(has(header));
    }
  }

  @Test
  void statusThatIsNotDescribed_isFound() {
    var good = example(ApiDocument.LOGIN, 401);

    assertThat(ApiDocument.faults(ApiDocument.LOGIN, new Answer(402, good.headers(), good.body())))
        .containsExactly("status 402 is not described for " + ApiDocument.LOGIN);
  }

  @Test
  void bodyWhereNoneBelongs_isFound() {
    var good = example("/.well-known/jwks.json", 304);

    assertThat(ApiDocument.faults("/.well-known/jwks.json", good)).isEmpty();
    assertThat(ApiDocument.faults("/.well-known/jwks.json", new Answer(304, good.headers(), "{}")))
        .containsExactly("there is a body");
  }

  private static Predicate<String> has(String text) {
    return fault -> fault.toLowerCase(Locale.ROOT).contains(text);
  }

  private static Stream<String> paths() {
    return names(ApiDocument.root().get("paths"));
  }

  private static Stream<Integer> statuses(String path) {
    return names(ApiDocument.root().at(ApiDocument.responses(path))).map(Integer::valueOf);
  }

  private static Stream<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names.stream();
  }

  /** As the document has it, with headers that are as it says. */
  private static Answer example(String path, int status) {
    var response = ApiDocument.resolve(ApiDocument.responses(path) + "/" + status);
    var headers = new TreeMap<String, String>();
    names(ApiDocument.root().at(response + "/headers"))
        .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), value(response, name)));
    var content = ApiDocument.root().at(response + "/content");
    if (content.isMissingNode()) {
      return new Answer(status, headers, "");
    }
    var type = content.fieldNames().next();
    headers.put("content-type", type);
    return new Answer(status, headers, content.get(type).get("example").toString());
  }

  private static String value(String response, String name) {
    var header = ApiDocument.root().at(ApiDocument.resolve(response + "/headers/" + name));
    return switch (name) {
      case "X-Request-Id" -> "id-1";
      case "ETag" -> '"' + "x".repeat(43) + '"';
      default -> header.path("example").asText(header.at("/schema/const").asText());
    };
  }
}
