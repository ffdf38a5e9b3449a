package dev.latchkey.cli.imports;

/** What is wrong with a row of an import, as the end of a sentence that begins with the row. */
public class RowProblem extends Exception {

  private static final long serialVersionUID = 1L;

  RowProblem(String message) {
    super(message, null, false, false);
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
