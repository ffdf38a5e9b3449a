package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/api.md are those of the OpenAPI document: one for each status. */
class DocumentedExamplesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern EXAMPLE =
      Pattern.compile("^```json status=\"(\\d+)\"\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  @Test
  void everyStatusOfTheLogin_hasTheExampleOfTheDescription() throws IOException {
    assertThat(examples("docs/api.md")).isEqualTo(described());
  }

  private static Map<String, JsonNode> examples(String document) throws IOException {
    var examples = new TreeMap<String, JsonNode>();
    var matcher = EXAMPLE.matcher(Files.readString(Path.of(document)));
    while (matcher.find()) {
      examples.put(matcher.group(1), JSON.readTree(matcher.group(2)));
    }
    return examples;
  }

  private static Map<String, JsonNode> described() {
    var responses = ApiDocument.responses(ApiDocument.LOGIN);
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
