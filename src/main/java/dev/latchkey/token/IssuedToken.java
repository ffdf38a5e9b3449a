package dev.latchkey.token;

/**
 * A token that was just signed.
 *
 * @param compact the JWS in its compact form: whoever has it is the user
 * @param expiresIn how long it is valid, in seconds; at least one
 */
public record IssuedToken(String compact, long expiresIn) {

  @Override
  public String toString() {
    return "IssuedToken[…]";
  }
}
