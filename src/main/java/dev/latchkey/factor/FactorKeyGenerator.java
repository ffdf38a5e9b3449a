package dev.latchkey.factor;

import java.util.Base64;

/** Makes new keys that encrypt the secrets of second factors. Any thread. */
public final class FactorKeyGenerator {

  private FactorKeyGenerator() {}

  /** The content of a key file: 32 random bytes in Base64, and a line end. */
  public static String base64() {
    return Base64.getEncoder().encodeToString(FactorKey.randomBytes()) + "\n";
  }
}
