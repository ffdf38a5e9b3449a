package dev.latchkey.factor;

/**
 * A text is no secret of a time-based code. The message is the end of a sentence, as in "must be
 * Base32"; it never repeats the text.
 */
public final class UnusableSecretException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableSecretException(String problem) {
    super(problem, null, false, false);
  }
}
