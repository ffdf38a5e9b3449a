package dev.latchkey.cli;

/** What is wrong with a row of an import, as the end of a sentence that begins with the row. */
class RowProblem extends Exception {

  private static final long serialVersionUID = 1L;

  RowProblem(String message) {
    super(message, null, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
