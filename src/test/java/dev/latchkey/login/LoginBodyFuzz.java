package dev.latchkey.login;

import dev.latchkey.http.MalformedBodyRefusal;
import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The body of a login is read or refused, whatever it is. What is read is what another parser of
 * JSON reads: so a filter in front of the service sees the same name and the same password.
 */
public final class LoginBodyFuzz {

  private LoginBodyFuzz() {}

  /** Called by the fuzzer, {@code bench/fuzz/run LoginBody SECONDS}, and by FuzzTargetsTest. */
  public static void fuzzerTestOneInput(byte[] body) {
    LoginRequest request;
    try {
      request = LoginRequestReader.read(body);
    } catch (MalformedBodyRefusal expected) {
      return;
    }
    var other = parse(body);
    if (!request.username().equals(other.getString("username"))
        || !request.password().equals(other.getString("password"))) {
      throw new AssertionError("the other parser reads other credentials");
    }
  }

  private static JsonObject parse(byte[] body) {
    var strict = Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE);
    try (var reader =
        Json.createReaderFactory(strict)
            .createReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
      return reader.readObject();
    }
  }
}
