package dev.latchkey.attempts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys under which attempts are counted: HMAC-SHA-256 with a secret that lives as long as the
 * process. So the process keeps no name, and no password that somebody typed into the name field. A
 * caller cannot make two names share a count.
 */
final class AttemptKeys {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec key;

  AttemptKeys() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, ALGORITHM);
  }

  /** The two halves cannot be confused: the first has a fixed length. */
  Fingerprint of(UUID organization, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    var both = ByteBuffer.allocate(2 * Long.BYTES + text.length);
    both.putLong(organization.getMostSignificantBits());
    both.putLong(organization.getLeastSignificantBits());
    return of(both.put(text).array());
  }

  Fingerprint of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  private Fingerprint of(byte[] bytes) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      var hash = ByteBuffer.wrap(mac.doFinal(bytes));
      return new Fingerprint(hash.getLong(), hash.getLong());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
