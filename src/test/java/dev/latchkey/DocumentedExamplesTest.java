package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples of docs/api.md are those of the OpenAPI document: one for each status of the login,
 * and for the other calls one for each answer that those before them do not have.
 */
class DocumentedExamplesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "^```json(?: call=\"(\\w+)\")? status=\"(\\d+)\"\n(.*?)^```",
          Pattern.MULTILINE | Pattern.DOTALL);

  @Test
  void everyStatusOfTheLogin_hasTheExampleOfTheDescription() throws IOException {
    assertThat(examples(null)).isEqualTo(described(ApiDocument.LOGIN));
  }

  @ParameterizedTest
  @CsvSource({
    "renew,  /v1/{orgDomain}/auth/token/renew, /v1/{orgDomain}/auth/login",
    "logout, /v1/{orgDomain}/auth/logout,      /v1/{orgDomain}/auth/token/renew",
    "me,     /v1/{orgDomain}/me,               /v1/{orgDomain}/auth/token/renew"
  })
  void everyFurtherAnswer_hasTheExampleOfTheDescription(String call, String path, String before)
      throws IOException {
    var described = described(path);
    described.values().removeAll(described(ApiDocument.LOGIN).values());
    described.values().removeAll(described(before).values());
    described.values().removeIf(JsonNode::isMissingNode); // no body

    assertThat(examples(call)).isEqualTo(described);
  }

  /**
   * @param call null for the login
   */
  private static Map<String, JsonNode> examples(String call) throws IOException {
    var examples = new TreeMap<String, JsonNode>();
    var matcher = EXAMPLE.matcher(Files.readString(Path.of("docs/api.md")));
    while (matcher.find()) {
      if (Objects.equals(matcher.group(1), call)) {
        examples.put(matcher.group(2), JSON.readTree(matcher.group(3)));
      }
    }
    return examples;
  }

  private static Map<String, JsonNode> described(String path) {
    var responses = ApiDocument.responses(path);
    var statuses = new ArrayList<String>();
    ApiDocument.root().at(responses).fieldNames().forEachRemaining(statuses::add);
    var examples = new TreeMap<String, JsonNode>();
    for (var status : statuses) {
      var response = ApiDocument.resolve(responses + "/" + status);
      examples.put(status, ApiDocument.root().at(response + "/content/application~1json/example"));
    }
    return examples;
  }
}
