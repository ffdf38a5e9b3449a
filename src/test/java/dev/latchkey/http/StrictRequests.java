package dev.latchkey.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits bytes into requests as RFC 9112 says, with all of them at hand: what an incremental reader
 * is compared with. It expects bytes without a fault, and stops before a request that is not whole.
 */
final class StrictRequests {

  private final String text;
  private int at;
  private boolean whole = true;

  private StrictRequests(String text) {
    this.text = text;
  }

  static List<String> read(byte[] bytes) {
    var requests = new StrictRequests(new String(bytes, ISO_8859_1));
    var found = new ArrayList<String>();
    for (String one = requests.next(); one != null; one = requests.next()) {
      found.add(one);
    }
    return found;
  }

  static String show(String line, byte[] body) {
    return line + "[" + new String(body, ISO_8859_1) + "]";
  }

  private String next() {
    String line = line();
    while (whole && line.isEmpty()) {
      line = line();
    }
    long length = 0;
    boolean chunked = false;
    for (String field = line(); whole && !field.isEmpty(); field = line()) {
      var name = field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT);
      var value = field.substring(name.length() + 1).strip();
      if (name.equals("content-length")) {
        length = Long.parseLong(value);
      } else if (name.equals("transfer-encoding")) {
        chunked = true;
      }
    }
    var body = chunked ? chunks() : content(length);
    return whole ? show(line, body.getBytes(ISO_8859_1)) : null;
  }

  private String chunks() {
    var body = new StringBuilder();
    while (whole) {
      var size = line();
      if (whole) {
        long length = Long.parseLong(size.split(";", 2)[0], 16);
        if (length == 0) {
          skipTrailers();
          return body.toString();
        }
        body.append(content(length));
        line();
      }
    }
    return "";
  }

  private void skipTrailers() {
    for (String field = line(); whole && !field.isEmpty(); field = line()) {
      // a field after the body changes nothing
    }
  }

  private String line() {
    int end = text.indexOf("\r\n", at);
    if (end < 0) {
      whole = false;
      return "";
    }
    var line = text.substring(at, end);
    at = end + 2;
    return line;
  }

  private String content(long length) {
    if (length > text.length() - at) {
      whole = false;
      return "";
    }
    var content = text.substring(at, at + (int) length);
    at += (int) length;
    return content;
  }
}
