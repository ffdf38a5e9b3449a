package dev.latchkey.bcrypt;

/** A kernel computes wrong on this JVM or processor. The message is one line for the operator. */
public final class KernelProofException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KernelProofException(int lanes) {
    super(
        "bcrypt comes out wrong here with "
            + lanes
            + " lanes: do not trust this JVM; LATCHKEY_PASSWORD_ENGINE=elytron does without them");
  }
}
