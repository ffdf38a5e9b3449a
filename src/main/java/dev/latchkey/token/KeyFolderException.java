package dev.latchkey.token;

import java.nio.file.Path;

/**
 * The signing keys cannot be used. The message is one line that names the file or folder and says
 * what to do; it never holds anything of a file's content, so it may be printed and logged. There
 * is no cause, because those of other libraries promise nothing about what they quote.
 */
public final class KeyFolderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeyFolderException(String message) {
    super(message.replaceAll("\\p{Cntrl}", "?"));
  }

  KeyFolderException(Path file, String problem) {
    this(file + " " + problem);
  }

  /** Never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
