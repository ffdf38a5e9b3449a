package dev.latchkey.registry;

/**
 * A value that the directory does not keep. The message names the member as the contract writes it
 * and what is wrong, and never the value.
 */
public class InvalidFieldException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  InvalidFieldException(String field, String problem) {
    super(field + " " + problem);
    this.field = field;
    this.problem = problem;
  }

  public String field() {
    return field;
  }

  /** What is wrong, as the end of a sentence that begins with the member's name. */
  public String problem() {
    return problem;
  }
}
