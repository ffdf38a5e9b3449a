package dev.latchkey.bench;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a user has in their phone (RFC 6238). Each code is shown once. Not thread-safe. */
final class Authenticator {

  private static final long STEP_MILLIS = 30_000;
  private static final int MODULUS = 1_000_000;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final byte[] secret;
  private long last;

  /**
   * @param secret in Base32
   */
  Authenticator(String secret) {
    this.secret = decoded(secret);
  }

  private static byte[] decoded(String text) {
    var number = BigInteger.ONE; // in front, so that no zero is lost
    for (char each : text.toCharArray()) {
      number = number.shiftLeft(5).add(BigInteger.valueOf(BASE32.indexOf(each)));
    }
    int bytes = text.length() * 5 / 8;
    var padded = number.shiftRight(text.length() * 5 % 8).toByteArray();
    var decoded = new byte[bytes];
    System.arraycopy(padded, padded.length - bytes, decoded, 0, bytes);
    return decoded;
  }

  /**
   * The code of now, or the next one where that was shown, so that it is good for half a minute
   * more. Waits where the service would not take it yet: it takes those of the step before, now and
   * after.
   */
  String next() throws InterruptedException {
    long step = Math.max(last + 1, step());
    while (step > step() + 1) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    last = step;
    return code(step);
  }

  /** That of now, whether or not it was shown. */
  String now() {
    return code(step());
  }

  private static long step() {
    return System.currentTimeMillis() / STEP_MILLIS;
  }

  private String code(long step) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      var hash =
          ByteBuffer.wrap(mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array()));
      int offset = hash.get(hash.limit() - 1) & 15;
      return "%06d".formatted((hash.getInt(offset) & Integer.MAX_VALUE) % MODULUS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
