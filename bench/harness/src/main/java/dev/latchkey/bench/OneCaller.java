package dev.latchkey.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** One caller on one keep-alive connection, who waits for each answer. Not thread-safe. */
final class OneCaller implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private byte[] body = {};

  OneCaller(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends one request, and reads the whole answer. Returns its status. */
  int ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    for (var field = line(); !field.isEmpty(); field = line()) {
      if (field.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(field.substring(LENGTH.length()).trim());
      }
    }
    body = in.readNBytes(length);
    return status;
  }

  /** Sends one request. Returns the body of its answer, which must have a status. */
  String require(int status, byte[] request) throws IOException {
    int given = ask(request);
    if (given != status) {
      throw new IllegalStateException("Answered with %d, not with %d".formatted(given, status));
    }
    return body();
  }

  /** Of the last answer. */
  String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** A member of a JSON object that is a text without escapes. */
  static String text(String json, String member) {
    var found = Pattern.compile("\"" + member + "\"\\s*:\\s*\"([^\"\\\\]*)\"").matcher(json);
    if (!found.find()) {
      throw new IllegalStateException("There is no " + member);
    }
    return found.group(1);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("The connection was closed");
      }
      line.append((char) b);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
