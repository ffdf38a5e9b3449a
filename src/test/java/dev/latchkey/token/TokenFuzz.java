package dev.latchkey.token;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;

/**
 * A token is read or refused, whatever it is. What is read from a token that we signed is what
 * another parser of JSON reads.
 */
public final class TokenFuzz {

  private static final SigningKeys KEYS = SigningKeys.inMemory();
  private static final TokenReader READER =
      new TokenReader(
          TestConfig.issuer("https://login.example.com"),
          new KeyRing(() -> KEYS, Duration.ofDays(1)),
          Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC));

  private TokenFuzz() {}

  /**
   * Called by the fuzzer, {@code bench/fuzz/run Token SECONDS}, and by FuzzTargetsTest. The first
   * line is the header, in which {@code KID} stands for the id of our key; the rest are the claims.
   */
  public static void fuzzerTestOneInput(byte[] input) {
    var text = new String(input, StandardCharsets.UTF_8);
    if (READER.read(text, EnumSet.allOf(TokenScope.class)).isPresent()) {
      throw new AssertionError("a token that nobody signed is read");
    }
    int end = text.indexOf('\n');
    if (end > 0) {
      var header = text.substring(0, end).replace("KID", KEYS.signing().id());
      read(header, text.substring(end + 1));
    }
  }

  private static void read(String header, String claims) {
    var token = new HandMade(header, claims).es256(KEYS.signing().privateKey());
    var read = READER.read(token, EnumSet.allOf(TokenScope.class));
    if (read.isPresent() && !isReadAs(parse(claims), read.get())) {
      throw new AssertionError("the other parser reads other claims");
    }
  }

  private static boolean isReadAs(JsonObject other, TokenClaims claims) {
    return other.getString("sub").equals(claims.userId().toString())
        && other.getString("sid").equals(claims.session().id().toString())
        && other.getString("org").equals(claims.organizationDomain())
        && other.getJsonNumber("epoch").longValueExact() == claims.epoch()
        && other.getJsonArray("amr").size() == claims.session().methods().size();
  }

  private static JsonObject parse(String claims) {
    try (var reader = Json.createReader(new StringReader(claims))) {
      return reader.readObject();
    }
  }
}
