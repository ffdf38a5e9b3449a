package dev.latchkey.http;

/**
 * The statuses that Latchkey answers with when it does not answer 200: the reason phrase of RFC
 * 9110 (RFC 6585 for 429 and 431) and the message, which is the same for every cause but those of
 * 400 and 409.
 */
public enum ErrorStatus {
  BAD_REQUEST(400, "Bad Request", "The request is malformed."),
  UNAUTHORIZED(401, "Unauthorized", "The credentials are invalid or expired."),
  FORBIDDEN(403, "Forbidden", "This origin is not allowed."),
  NOT_FOUND(404, "Not Found", "The requested resource could not be found."),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed", "The method is not allowed for this resource."),
  NOT_ACCEPTABLE(406, "Not Acceptable", "The answer is application/json only."),
  CONFLICT(409, "Conflict", "The request does not fit what is stored now."),
  CONTENT_TOO_LARGE(413, "Content Too Large", "The request body is too large."),
  URI_TOO_LONG(414, "URI Too Long", "The request target is too long."),
  UNSUPPORTED_MEDIA_TYPE(
      415, "Unsupported Media Type", "The request body must be application/json."),
  TOO_MANY_REQUESTS(429, "Too Many Requests", "Too many attempts. Try again later."),
  HEADERS_TOO_LARGE(
      431, "Request Header Fields Too Large", "The request header fields are too large."),
  INTERNAL_SERVER_ERROR(500, "Internal Server Error", "An unexpected error occurred."),
  SERVICE_UNAVAILABLE(503, "Service Unavailable", "The service is not available. Try again later.");

  private final int code;
  private final String reason;
  private final String message;

  ErrorStatus(int code, String reason, String message) {
    this.code = code;
    this.reason = reason;
    this.message = message;
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }

  public String message() {
    return message;
  }

  /**
   * What stands for an error status that a framework chose. A caller need not know more than the
   * table: another 4xx, and the 501 and 505 that the HTTP server has for protocol versions it does
   * not speak, are a request that we cannot read; the rest are our fault.
   */
  static ErrorStatus of(int code) {
    for (var status : values()) {
      if (status.code == code) {
        return status;
      }
    }
    return code < 500 || code == 501 || code == 505 ? BAD_REQUEST : INTERNAL_SERVER_ERROR;
  }
}
