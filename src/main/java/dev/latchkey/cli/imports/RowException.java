package dev.latchkey.cli.imports;

/** What is wrong with a row of an import, as the end of a sentence that begins with the row. */
public class RowException extends Exception {

  private static final long serialVersionUID = 1L;

  RowException(String message) {
    super(message, null, false, false);
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
