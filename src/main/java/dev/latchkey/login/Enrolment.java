package dev.latchkey.login;

/**
 * A secret for an authenticator.
 *
 * @param secret in Base32
 * @param uri the same, as an authenticator reads it from a QR code
 */
record Enrolment(String secret, String uri) {

  @Override
  public String toString() {
    return "Enrolment[…]";
  }
}
