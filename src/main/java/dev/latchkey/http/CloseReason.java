package dev.latchkey.http;

/** Why a connection was closed by a limit: the label of the metric. */
enum CloseReason {
  /** It was idle the longest when a new one came and the process may hold no more. */
  MADE_ROOM("made_room"),
  /** It was new, and none of the others was idle. */
  NO_ROOM("no_room"),
  SLOW_REQUEST("slow_request"),
  UNREAD_ANSWERS("unread_answers");

  private final String label;

  CloseReason(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
