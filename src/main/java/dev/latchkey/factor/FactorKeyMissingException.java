package dev.latchkey.factor;

/** A stored secret needs a key that is not in the folder. The message names it by its id. */
public final class FactorKeyMissingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String keyId;

  FactorKeyMissingException(String keyId) {
    super("the key " + printable(keyId) + " of a stored secret is not among the factor keys");
    this.keyId = printable(keyId);
  }

  private static String printable(String id) {
    return id.replaceAll("[^A-Za-z0-9._-]", "?");
  }

  public String keyId() {
    return keyId;
  }
}
