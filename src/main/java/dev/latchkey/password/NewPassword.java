package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * A password that may be set: 8 code points or more, at most the 72 bytes of UTF-8 that bcrypt
 * reads, without NUL, at which bcrypt stops, and without an unpaired surrogate, which has no bytes;
 * and not a name of its user. Every one of them can log in.
 */
public final class NewPassword {

  private static final int MIN_CODE_POINTS = 8;

  private final byte[] bytes;

  private NewPassword(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param isNameOfUser whether a text is the username or the e-mail address of the password's user
   * @throws UnacceptablePasswordException when the text may not be a password
   */
  public static NewPassword of(String text, Predicate<String> isNameOfUser) {
    if (text.codePointCount(0, text.length()) < MIN_CODE_POINTS) {
      throw new UnacceptablePasswordException("The password has fewer than 8 characters.");
    }
    if (text.indexOf('\0') >= 0) {
      throw new UnacceptablePasswordException("The password holds a NUL character.");
    }
    if (!PasswordBytes.isUnicode(text)) {
      throw new UnacceptablePasswordException("The password is not valid Unicode.");
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > BcryptHash.MAX_KEY_BYTES) {
      throw new UnacceptablePasswordException("The password is longer than 72 bytes of UTF-8.");
    }
    if (isNameOfUser.test(text)) {
      throw new UnacceptablePasswordException(
          "The password is the username or the e-mail address.");
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
