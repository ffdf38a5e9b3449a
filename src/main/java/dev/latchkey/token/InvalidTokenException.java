package dev.latchkey.token;

/**
 * A token is not one of ours, or not valid. It does not say why and has no stack trace: anybody can
 * send any number of them.
 */
final class InvalidTokenException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidTokenException() {
    super("not a valid token", null, false, false);
  }
}
