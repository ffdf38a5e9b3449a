package dev.latchkey.bench;

import java.nio.charset.StandardCharsets;

/** Requests of Latchkey's API as they go over the wire. */
final class Wire {

  private Wire() {}

  static String path(String domain, String call) {
    return "/v1/" + domain + "/" + call;
  }

  /** A header field with its line end. */
  static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  /**
   * @param fields more header fields, each with its line end
   * @param json in ASCII; empty where there is no body
   */
  static byte[] post(String path, String fields, String json) {
    return """
        POST %s HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Accept: application/json\r
        %sContent-Length: %d\r
        \r
        %s"""
        .formatted(path, fields, json.length(), json)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
