package dev.latchkey.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one body of every error. It is written by hand, because it is also needed where there is no
 * object mapper (below JAX-RS, in the HTTP codec), must not change with one's settings, and needs
 * no reflection in a native executable. The bytes are ASCII whatever the path holds.
 */
final class Envelope {

  static final String MEDIA_TYPE = "application/json";

  private static final int MAX_PATH = 1024;
  private static final String HEX = "0123456789abcdef";
  private static final byte[] BEGINNING = "{\"status\":".getBytes(StandardCharsets.US_ASCII);

  private Envelope() {}

  /**
   * @param target the request target as it came (RFC 9112, section 3.2), null if unreadable
   */
  static byte[] of(ErrorStatus status, String message, @Nullable String target, Instant now) {
    var json = new StringBuilder(256);
    json.append("{\"status\":").append(status.code());
    json.append(",\"error\":\"").append(status.reason());
    json.append("\",\"message\":\"");
    escape(json, message);
    json.append("\",\"path\":\"");
    escape(json, path(target));
    json.append("\",\"timestamp\":\"").append(now.truncatedTo(ChronoUnit.SECONDS)).append("\"}");
    return json.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether a body is an envelope already, whoever wrote it. */
  static boolean is(ByteBuf body) {
    if (body.readableBytes() < BEGINNING.length) {
      return false;
    }
    for (int i = 0; i < BEGINNING.length; i++) {
      if (body.getByte(body.readerIndex() + i) != BEGINNING[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The path in a request target, undecoded and without the query; {@code /} where there is none.
   */
  private static String path(@Nullable String target) {
    if (target == null) {
      return "/";
    }
    int start = 0;
    if (!target.startsWith("/")) { // absolute-form, else authority-form or "*", which have no path
      int authority = target.indexOf("://");
      start = authority < 0 ? -1 : target.indexOf('/', authority + 3);
      if (start < 0) {
        return "/";
      }
    }
    int end = start;
    int limit = Math.min(target.length(), start + MAX_PATH);
    while (end < limit && target.charAt(end) != '?' && target.charAt(end) != '#') {
      end++;
    }
    return start == end ? "/" : target.substring(start, end);
  }

  private static void escape(StringBuilder json, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7f) {
        json.append(c);
      } else {
        json.append("\\u");
        for (int bits = 12; bits >= 0; bits -= 4) {
          json.append(HEX.charAt((c >> bits) & 0xf));
        }
      }
    }
  }
}
