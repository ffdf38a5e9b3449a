package dev.latchkey.http;

import java.util.Map;

/** The body is not what the call takes. */
public final class MalformedBodyRefusal extends Refusal {

  private static final long serialVersionUID = 1L;

  /**
   * @param message names the member and what is wrong, and never its value
   */
  public MalformedBodyRefusal(String message) {
    super(ErrorStatus.BAD_REQUEST, message, Map.of());
  }
}
