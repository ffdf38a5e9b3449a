package dev.latchkey.factor;

/**
 * A secret as it is stored: encrypted, with the key that it needs.
 *
 * @param keyId the id of that key: sixteen hexadecimal digits, the same on all replicas
 * @param bytes a version, a nonce and what {@link FactorKeys} made of the secret: from 39 to 93
 *     bytes; nobody changes them after they were given here
 */
public record SealedSecret(String keyId, byte[] bytes) {

  @Override
  public String toString() {
    return "SealedSecret[key " + keyId + "]";
  }
}
