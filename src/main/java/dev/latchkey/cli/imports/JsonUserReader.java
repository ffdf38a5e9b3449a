package dev.latchkey.cli.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON Lines: a JSON object on each line. A member that is null is no value. */
final class JsonUserReader implements UserReader {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final LineReader lines;

  JsonUserReader(LineReader lines) {
    this.lines = lines;
  }

  @Override
  public @Nullable ImportedUser next() throws RowException {
    var line = lines.next();
    if (line == null) {
      return null;
    }
    var json = parse(line);
    for (var names = json.fieldNames(); names.hasNext(); ) {
      ImportedUser.requireKnown("member", names.next());
    }
    return new JsonUser(json);
  }

  private static ObjectNode parse(String line) throws RowException {
    try {
      if (MAPPER.readTree(line) instanceof ObjectNode json) {
        return json;
      }
    } catch (JsonProcessingException e) {
      var twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate");
      throw new RowException(
          twice
              ? "has a member twice"
              : "is not JSON, at its character " + e.getLocation().getColumnNr());
    }
    throw new RowException("is not a JSON object");
  }

  private record JsonUser(ObjectNode json) implements ImportedUser {

    @Override
    public @Nullable String text(String field) throws RowException {
      var value = json.path(field);
      return isNone(value) ? null : string(field, value);
    }

    @Override
    public boolean flag(String field) throws RowException {
      var value = json.path(field);
      if (!isNone(value) && !value.isBoolean()) {
        throw new RowException(field + " is neither true nor false");
      }
      return value.asBoolean(false);
    }

    @Override
    public boolean has(String field) {
      return !isNone(json.path(field));
    }

    @Override
    public List<String> list(String field) throws RowException {
      var value = json.path(field);
      if (!isNone(value) && !value.isArray()) {
        throw new RowException(field + " is not an array");
      }
      var texts = new ArrayList<String>();
      for (var element : value) {
        texts.add(string(field, element));
      }
      return texts;
    }

    private static boolean isNone(JsonNode value) {
      return value.isMissingNode() || value.isNull();
    }

    private static String string(String field, JsonNode value) throws RowException {
      if (!value.isTextual()) {
        throw new RowException(field + " is not a string");
      }
      return value.textValue();
    }

    @Override
    public String toString() {
      return "JsonUser[…]";
    }
  }
}
