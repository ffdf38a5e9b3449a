package dev.latchkey.directory;

import java.time.Instant;

/**
 * The encrypted secret of a second factor, as it is stored.
 *
 * @param keyId of the key that encrypts it
 * @param since when it was stored under this user: a newer secret has another time
 * @param version of the recovery codes that belong to it
 */
public record StoredSecret(String keyId, byte[] bytes, Instant since, long version) {

  @Override
  public String toString() {
    return "StoredSecret[" + keyId + "]";
  }
}
