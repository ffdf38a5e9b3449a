package dev.latchkey.directory;

import java.time.Instant;

/**
 * The encrypted secret of a second factor, as it is stored.
 *
 * @param keyId of the key that encrypts it
 * @param since when it was stored under this user: a newer secret has another time
 */
public record StoredSecret(String keyId, byte[] bytes, Instant since) {

  @Override
  public String toString() {
    return "StoredSecret[" + keyId + "]";
  }
}
