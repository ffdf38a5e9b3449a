package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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

  private static final Pattern REQUEST =
      Pattern.compile("^```json schema=\"(\\w+)\"\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  /** In the order of the page. */
  private static final List<Call> CALLS =
      List.of(
          new Call("mfa", "/v1/{orgDomain}/auth/mfa"),
          new Call("totp", "/v1/{orgDomain}/auth/mfa/totp"),
          new Call("confirm", "/v1/{orgDomain}/auth/mfa/totp/confirm"),
          new Call("password", "/v1/{orgDomain}/auth/password"),
          new Call("reset", "/v1/{orgDomain}/auth/password/reset"),
          new Call("renew", "/v1/{orgDomain}/auth/token/renew"),
          new Call("logout", "/v1/{orgDomain}/auth/logout"),
          new Call("me", "/v1/{orgDomain}/me"),
          new Call("codes", "/v1/{orgDomain}/auth/mfa/recovery-codes"),
          new Call("remove", "/v1/{orgDomain}/auth/mfa/totp/remove"));

  /**
   * @param name as the page has it
   */
  private record Call(String name, String path) {}

  @Test
  void everyStatusOfTheLogin_hasTheExampleOfTheDescription() throws IOException {
    assertThat(examples(null)).isEqualTo(described(ApiDocument.LOGIN));
  }

  @Test
  void everyFurtherAnswer_hasTheExampleOfTheDescription() throws IOException {
    var before = new ArrayList<>(described(ApiDocument.LOGIN).values());
    for (var call : CALLS) {
      var described = described(call.path());
      described.values().removeAll(before);
      described.values().removeIf(JsonNode::isMissingNode); // no body

      assertThat(examples(call.name())).as(call.name()).isEqualTo(described);
      before.addAll(described.values());
    }
  }

  @Test
  void everyPathOfUsers_isInTheList() {
    var paths = new ArrayList<String>();
    ApiDocument.root().get("paths").fieldNames().forEachRemaining(paths::add);
    paths.removeIf(path -> !path.startsWith("/v1/") || path.equals(ApiDocument.LOGIN));

    assertThat(CALLS).extracting(Call::path).containsExactlyInAnyOrderElementsOf(paths);
  }

  @Test
  void everyExampleOfARequest_isWhatTheDescriptionTakes() throws IOException {
    var requests = REQUEST.matcher(page()).results().toList();

    assertThat(requests).hasSizeGreaterThan(5);
    assertThat(requests)
        .allSatisfy(
            request ->
                assertThat(ApiDocument.faults(request.group(1), request.group(2))).isEmpty());
  }

  /**
   * @param call null for the login
   */
  private static Map<String, JsonNode> examples(String call) throws IOException {
    var examples = new TreeMap<String, JsonNode>();
    var matcher = EXAMPLE.matcher(page());
    while (matcher.find()) {
      if (Objects.equals(matcher.group(1), call)) {
        examples.put(matcher.group(2), JSON.readTree(matcher.group(3)));
      }
    }
    return examples;
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/api.md"));
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
