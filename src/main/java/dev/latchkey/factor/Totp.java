package dev.latchkey.factor;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.SecretKey;

/**
 * Time-based codes (RFC 6238) as all authenticator apps make them: HMAC-SHA-1, six digits, steps of
 * 30 seconds from 1970. Any thread; a check takes some microseconds.
 */
@Singleton
public class Totp {

  /** How long a code is shown. */
  public static final Duration STEP = Duration.ofSeconds(30);

  /** How many steps a user's clock may be ahead or behind (RFC 6238, section 5.2). */
  private static final int TOLERANCE = 1;

  private final HmacOneTimePasswordGenerator codes =
      new HmacOneTimePasswordGenerator(TotpCode.DIGITS);

  /** The number of the step that a moment is in. */
  public static long step(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), STEP.toSeconds());
  }

  /**
   * The step whose code it is: the one before that of the moment, that, or the one after; empty
   * where it is of none. Whoever accepts the code writes down this step, in one statement that
   * fails where an equal or later one is there already: so each code is used once.
   *
   * <p>It always compares with the codes of all three steps, each in constant time. If two have the
   * same code, which is one case in a million, the later counts: the code is used up for both.
   */
  public OptionalLong matchingStep(TotpSecret secret, TotpCode code, Instant moment) {
    return matchingStep(secret.macKey(), code, step(moment));
  }

  OptionalLong matchingStep(SecretKey key, TotpCode code, long now) {
    var given = bytes(code.number());
    var match = OptionalLong.empty();
    for (long step = now - TOLERANCE; step <= now + TOLERANCE; step++) {
      if (MessageDigest.isEqual(given, bytes(number(key, step)))) {
        match = OptionalLong.of(step);
      }
    }
    return match;
  }

  private int number(SecretKey key, long step) {
    try {
      return codes.generateOneTimePassword(key, step);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA-1", e);
    }
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }
}
