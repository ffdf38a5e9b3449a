package dev.latchkey.attempts;

import dev.latchkey.directory.LoginName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys under which attempts are counted: the first 128 bits of an HMAC-SHA-256. Its secret lies
 * in the database, so that all replicas make the same keys. So no table and no memory has a name, a
 * password that somebody typed into the name field, or an address. A caller cannot make two names
 * share a count. Thread-safe.
 */
final class AttemptKeys {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String SEPARATOR = "\0";

  private final SecretKeySpec secret;

  AttemptKeys(byte[] secret) {
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * No part but the last can have a NUL in it.
   *
   * @param domain as it was asked for, folded where it has the form of a domain
   * @param network empty where the client's network is not known
   */
  UUID ofName(String domain, LoginName name, String network) {
    return of("name", domain.replace(SEPARATOR, ""), network, name.key());
  }

  UUID ofNetwork(String network) {
    return of("network", network);
  }

  /** The same network under another key: the tables do not tell which rows belong together. */
  UUID ofKnownNetwork(String network) {
    return of("known", network);
  }

  private UUID of(String... parts) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      byte[] text = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
      var hash = ByteBuffer.wrap(mac.doFinal(text));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
