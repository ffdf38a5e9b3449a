package dev.latchkey.keys;

import java.nio.file.Path;

/**
 * The keys of a folder cannot be used. The message is one line that names the file or folder and
 * says what to do; it never holds anything of a file's content, so it may be printed and logged.
 * There is no cause, because those of other libraries promise nothing about what they quote.
 */
public final class KeyFolderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param problem the end of a sentence that begins with the file's name
   */
  public KeyFolderException(Path file, String problem) {
    super((file + " " + problem).replaceAll("\\p{Cntrl}", "?"));
  }

  /** Never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
