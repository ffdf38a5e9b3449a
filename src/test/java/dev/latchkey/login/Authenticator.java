package dev.latchkey.login;

import com.bastiaanjansen.otp.TOTPGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a user has on their phone: another library than the one under test. */
final class Authenticator {

  private final TOTPGenerator codes;

  private Authenticator(TOTPGenerator codes) {
    this.codes = codes;
  }

  static Authenticator of(String base32) {
    return new Authenticator(
        new TOTPGenerator.Builder(base32.getBytes(StandardCharsets.US_ASCII)).build());
  }

  /** Of now. */
  String code() {
    return codes.at(Instant.now());
  }

  /** Of so many steps from now. */
  String code(int steps) {
    return codes.at(Instant.now().plus(Duration.ofSeconds(30L * steps)));
  }

  /** Six digits that are the code of no step near now. */
  String wrongCode() {
    for (int i = 0; ; i++) {
      var code = String.format(Locale.ROOT, "%06d", i);
      if (IntStream.rangeClosed(-3, 3).mapToObj(this::code).noneMatch(code::equals)) {
        return code;
      }
    }
  }
}
