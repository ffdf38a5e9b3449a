package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import java.nio.charset.StandardCharsets;

/**
 * A password that may be set, because it can log in: bcrypt reads all of it. {@link
 * NewPasswordRules} makes it.
 */
public final class NewPassword {

  private final byte[] bytes;

  private NewPassword(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes any password that can log in: no NUL, where bcrypt stops; no unpaired surrogate, which
   * has no bytes; no more bytes of UTF-8 than bcrypt reads. It is for the users of dev mode, who
   * have the passwords of the documents. Nobody chose these.
   *
   * @throws UnacceptablePasswordException when the text cannot be a password
   */
  public static NewPassword withoutRules(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new UnacceptablePasswordException("The password holds a NUL character.");
    }
    if (!PasswordBytes.isUnicode(text)) {
      throw new UnacceptablePasswordException("The password is not valid Unicode.");
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > BcryptHash.MAX_KEY_BYTES) {
      throw new UnacceptablePasswordException(
          "The password is longer than " + BcryptHash.MAX_KEY_BYTES + " bytes of UTF-8.");
    }
    return new NewPassword(bytes);
  }

  /** The password in UTF-8. */
  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "NewPassword[…]";
  }
}
