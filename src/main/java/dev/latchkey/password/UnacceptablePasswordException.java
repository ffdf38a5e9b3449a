package dev.latchkey.password;

/** A new password that is refused. The message says why, as a sentence, without the password. */
public class UnacceptablePasswordException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  UnacceptablePasswordException(String message) {
    super(message);
  }
}
