package dev.latchkey.login;

import dev.latchkey.http.MalformedBodyRefusal;
import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/**
 * The body of each further step is read or refused, whatever it is. What is read is what another
 * parser of JSON reads; a code of an authenticator is six ASCII digits, and one of two members is
 * there.
 */
public final class StepBodyFuzz {

  private StepBodyFuzz() {}

  /** Called by the fuzzer, {@code bench/fuzz/run StepBody SECONDS}, and by FuzzTargetsTest. */
  public static void fuzzerTestOneInput(byte[] body) {
    var change = read(body, PasswordChange::read);
    if (change != null) {
      require(change.password(), parse(body), "password");
      require(change.newPassword(), parse(body), "newPassword");
    }
    var reset = read(body, PasswordReset::read);
    if (reset != null) {
      require(reset.newPassword(), parse(body), "newPassword");
    }
    var proof = read(body, FactorProof::read);
    if (proof != null) {
      requireProof(proof, parse(body));
    }
  }

  private static void requireProof(FactorProof proof, JsonObject other) {
    if (other.containsKey("code") == other.containsKey("recoveryCode")) {
      throw new AssertionError("both or none were read");
    }
    if (proof.recoveryCode() != null) {
      require(proof.recoveryCode(), other, "recoveryCode");
    } else if (!other.getString("code").matches("[0-9]{6}")) {
      throw new AssertionError("no six digits");
    }
  }

  private static void require(String read, JsonObject other, String member) {
    if (!read.equals(other.getString(member))) {
      throw new AssertionError("the other parser reads another " + member);
    }
  }

  private static <T> T read(byte[] body, Function<byte[], T> reader) {
    try {
      return reader.apply(body);
    } catch (MalformedBodyRefusal expected) {
      return null;
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
