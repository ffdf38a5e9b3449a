package dev.latchkey.cli;

import java.time.Duration;

/** Reads how long an invitation holds. */
class InvitationConverter extends TimeConverter {

  InvitationConverter() {
    super(Duration.ofDays(3660), "72h or 7d, at most ten years");
  }
}
