package dev.latchkey.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The members of a JSON object in a token, its header or its claims. Each has the one type that
 * ours have; whatever is missing or of another type makes the token invalid.
 */
final class JsonMembers {

  // Callers choose the names in a header: neither the reader nor the JVM's string table keeps them.
  private static final JsonMapper STRICT =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode object;

  private JsonMembers(JsonNode object) {
    this.object = object;
  }

  /** One object with no member twice, and nothing after it. */
  static JsonMembers parse(String json) throws InvalidTokenException {
    try {
      var object = STRICT.readTree(json);
      if (object == null || !object.isObject()) {
        throw new InvalidTokenException();
      }
      return new JsonMembers(object);
    } catch (IOException e) { // what it says may quote the token
      throw new InvalidTokenException();
    }
  }

  /** In the order of the names. */
  List<String> names() {
    var names = new TreeSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return List.copyOf(names);
  }

  String text(String name) throws InvalidTokenException {
    return text(object.path(name));
  }

  /** An array of texts, or one text alone (RFC 7519, section 4.1.3). */
  List<String> textOrTexts(String name) throws InvalidTokenException {
    return object.path(name).isTextual() ? List.of(text(name)) : texts(name);
  }

  List<String> texts(String name) throws InvalidTokenException {
    var value = object.path(name);
    if (!value.isArray()) {
      throw new InvalidTokenException();
    }
    var texts = new ArrayList<String>();
    for (var element : value) {
      texts.add(text(element));
    }
    return texts;
  }

  private static String text(JsonNode value) throws InvalidTokenException {
    if (!value.isTextual()) {
      throw new InvalidTokenException();
    }
    return value.textValue();
  }

  /** In its usual form alone: Java reads others as well. */
  UUID uuid(String name) throws InvalidTokenException {
    var text = text(name);
    try {
      var id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // as one in another form
    }
    throw new InvalidTokenException();
  }

  /** A whole number of at most 64 bits, not negative. */
  long number(String name) throws InvalidTokenException {
    var value = object.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new InvalidTokenException();
    }
    return value.longValue();
  }
}
