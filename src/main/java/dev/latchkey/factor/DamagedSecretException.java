package dev.latchkey.factor;

/**
 * What is stored is no secret of this user: it was changed, it belongs to another user, or a newer
 * version wrote it. Which of these, AES-GCM cannot tell. The message shows nothing of it.
 */
public final class DamagedSecretException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DamagedSecretException(String keyId) {
    super("a stored secret cannot be read with its key " + keyId);
  }
}
