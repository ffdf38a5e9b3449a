package dev.latchkey.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The members of a body, read more strictly than data binding would (RFC 8259): UTF-8 without a
 * byte order mark, one object and nothing after it, no member twice at any depth, and no member of
 * another type than the call takes. Members that it does not name are skipped.
 */
public final class StrictBody {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** The value of a member that is neither a string nor a boolean. */
  private static final Object OTHER = new Object();

  // Callers choose the names of members: neither the reader nor the JVM's string table keeps them.
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final Map<String, Object> members;

  private StrictBody(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * @param names of the members that the call takes
   * @throws MalformedBodyRefusal that says what is wrong
   */
  public static StrictBody read(byte[] body, String... names) {
    String text = decode(body);
    try (JsonParser json = JSON.createParser(text)) {
      return new StrictBody(readObject(json, Set.of(names)));
    } catch (JsonProcessingException e) {
      throw new MalformedBodyRefusal(
          "The request body must be one well-formed JSON object without a repeated member.");
    } catch (IOException e) {
      throw new IllegalStateException("a string cannot fail to be read", e);
    }
  }

  private static String decode(byte[] body) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedBodyRefusal("The request body must be UTF-8.");
    }
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      throw new MalformedBodyRefusal("The request body must not begin with a byte order mark.");
    }
    return text;
  }

  private static Map<String, Object> readObject(JsonParser json, Set<String> names)
      throws IOException {
    if (json.nextToken() == null) {
      throw new MalformedBodyRefusal("The request body is missing.");
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedBodyRefusal("The request body must be a JSON object.");
    }
    var members = new HashMap<String, Object>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      json.nextToken();
      if (names.contains(name)) {
        members.put(name, value(json));
      }
      json.skipChildren();
    }
    if (json.nextToken() != null) {
      throw new MalformedBodyRefusal("The request body must end after the JSON object.");
    }
    return members;
  }

  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> OTHER;
    };
  }

  /**
   * @throws MalformedBodyRefusal where the member is missing or no string
   */
  public String string(String name) {
    var value = members.get(name);
    if (value == null) {
      throw new MalformedBodyRefusal(name + " is missing.");
    }
    if (value instanceof String text) {
      return text;
    }
    throw new MalformedBodyRefusal(name + " must be a string.");
  }

  public boolean has(String name) {
    return members.containsKey(name);
  }

  /**
   * @return false where the member is missing
   * @throws MalformedBodyRefusal where it is no boolean
   */
  public boolean flag(String name) {
    var value = members.getOrDefault(name, false);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw new MalformedBodyRefusal(name + " must be true or false.");
  }

  /** The members may be secrets. */
  @Override
  public String toString() {
    return "StrictBody[…]";
  }
}
