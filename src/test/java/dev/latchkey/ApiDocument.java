package dev.latchkey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The OpenAPI document that is checked in, and whether an answer is one that it describes. */
public final class ApiDocument {

  public static final String LOGIN = "/v1/{orgDomain}/auth/login";

  private static final Path FILE = Path.of("src/main/resources/META-INF/openapi.yaml");
  private static final String ID = "https://latchkey.dev/openapi";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode ROOT = read();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDialect(
          Dialects.getOpenApi31(),
          registry ->
              registry
                  .schemas(Map.of(ID, ROOT.toString()))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private ApiDocument() {}

  /**
   * An answer of the service.
   *
   * @param headers names in lower case; values of a name given twice, joined with a comma
   */
  public record Answer(int status, Map<String, String> headers, String body) {}

  public static JsonNode root() {
    return ROOT;
  }

  /** What the answer has that the document does not describe, or has not although it should. */
  public static List<String> faults(String path, Answer answer) {
    var responses = responses(path);
    var response = resolve(responses + "/" + answer.status());
    if (ROOT.at(response).isMissingNode()) {
      return List.of("status " + answer.status() + " is not described for " + path);
    }
    var faults = new ArrayList<String>();
    ROOT.at(response + "/headers")
        .fieldNames()
        .forEachRemaining(name -> addHeaderFaults(response, name, answer, faults));
    addBodyFaults(response, answer, faults);
    return faults;
  }

  /** What keeps a body from being an instance of one of the document's schemas. */
  public static List<String> faults(String schema, String body) {
    return schemaFaults("/components/schemas/" + schema, parse(body));
  }

  /** The pointer to the answers of a path's only operation. */
  public static String responses(String path) {
    var operations = "/paths/" + path.replace("/", "~1");
    return operations + "/" + ROOT.at(operations).fieldNames().next() + "/responses";
  }

  /** The pointer to what is described at a pointer, here or where a reference leads. */
  public static String resolve(String pointer) {
    var reference = ROOT.at(pointer).path("$ref");
    return reference.isMissingNode() ? pointer : reference.asText().substring(1);
  }

  private static void addHeaderFaults(
      String response, String name, Answer answer, List<String> faults) {
    var header = resolve(response + "/headers/" + name);
    var value = answer.headers().get(name.toLowerCase(Locale.ROOT));
    if (value != null) {
      schemaFaults(header + "/schema", TextNode.valueOf(value))
          .forEach(fault -> faults.add("header " + name + ": " + fault));
    } else if (ROOT.at(header + "/required").asBoolean()) {
      faults.add("header " + name + " is missing");
    }
  }

  private static void addBodyFaults(String response, Answer answer, List<String> faults) {
    var content = ROOT.at(response + "/content");
    if (content.isMissingNode()) {
      if (!answer.body().isEmpty()) {
        faults.add("there is a body");
      }
      return;
    }
    var type = content.fieldNames().next();
    if (!type.equals(answer.headers().get("content-type"))) {
      faults.add("content-type is " + answer.headers().get("content-type") + ", not " + type);
    }
    var body = parse(answer.body());
    var schema = response + "/content/" + type.replace("/", "~1") + "/schema";
    faults.addAll(schemaFaults(resolve(schema), body));
    if (answer.status() >= 400 && body.path("status").asInt() != answer.status()) {
      faults.add("status in the body is " + body.path("status"));
    }
  }

  private static List<String> schemaFaults(String pointer, JsonNode instance) {
    return SCHEMAS.getSchema(SchemaLocation.of(ID + "#" + pointer)).validate(instance).stream()
        .map(Error::toString)
        .toList();
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(FILE.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
