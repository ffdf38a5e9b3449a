package dev.latchkey.login;

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
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a login more strictly than data binding would (RFC 8259): UTF-8 without a byte
 * order mark, one object and nothing after it, no member twice at any depth, strings where strings
 * belong. Other members are skipped.
 */
final class LoginRequestReader {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  // Callers choose the names of members: neither the reader nor the JVM's string table keeps them.
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private LoginRequestReader() {}

  /**
   * @throws LoginRefusal that says what is wrong
   */
  static LoginRequest read(byte[] body) {
    String text = decode(body);
    try (JsonParser json = JSON.createParser(text)) {
      return readObject(json);
    } catch (JsonProcessingException e) {
      throw LoginRefusal.malformed(
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
      throw LoginRefusal.malformed("The request body must be UTF-8.");
    }
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      throw LoginRefusal.malformed("The request body must not begin with a byte order mark.");
    }
    return text;
  }

  private static LoginRequest readObject(JsonParser json) throws IOException {
    if (json.nextToken() == null) {
      throw LoginRefusal.malformed("The request body is missing.");
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw LoginRefusal.malformed("The request body must be a JSON object.");
    }
    String username = null;
    String password = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (json.currentName()) {
        case "username" -> username = string(json, "username");
        case "password" -> password = string(json, "password");
        default -> {
          json.nextToken();
          json.skipChildren();
        }
      }
    }
    if (json.nextToken() != null) {
      throw LoginRefusal.malformed("The request body must end after the JSON object.");
    }
    return new LoginRequest(required(username, "username"), required(password, "password"));
  }

  private static String string(JsonParser json, String member) throws IOException {
    if (json.nextToken() != JsonToken.VALUE_STRING) {
      throw LoginRefusal.malformed(member + " must be a string.");
    }
    return json.getText();
  }

  private static String required(@Nullable String value, String member) {
    if (value == null) {
      throw LoginRefusal.malformed(member + " is missing.");
    }
    return value;
  }
}
