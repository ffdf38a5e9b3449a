package dev.latchkey.login;

import dev.latchkey.http.ErrorStatus;
import dev.latchkey.http.Refusal;
import java.util.Map;

/** A body that is not what the endpoint takes: 400. */
final class MalformedRequest extends Refusal {

  private static final long serialVersionUID = 1L;

  MalformedRequest(String message) {
    super(ErrorStatus.BAD_REQUEST, message, Map.of());
  }
}
