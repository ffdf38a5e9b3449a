package dev.latchkey.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** One connection to the service under test, on which anything can be sent, well-formed or not. */
public final class RawHttp implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;

  public RawHttp() throws IOException {
    this(testPort());
  }

  RawHttp(int port) throws IOException {
    this(new Socket("localhost", port));
  }

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  /** A connection with TLS, to a service with any certificate. */
  static RawHttp withTls(int port) throws IOException {
    return new RawHttp(TestCertificate.trustingAnybody().createSocket("localhost", port));
  }

  /** The same, after the header that a balancer with the PROXY protocol sends. */
  static RawHttp withTls(int port, String header) throws IOException {
    var socket = new Socket("localhost", port);
    socket.getOutputStream().write(header.getBytes(StandardCharsets.US_ASCII));
    return new RawHttp(
        TestCertificate.trustingAnybody().createSocket(socket, "localhost", port, true));
  }

  /** A connection to the port of health and metrics. */
  static RawHttp toManagement() throws IOException {
    return new RawHttp(
        ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class));
  }

  static int testPort() {
    return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
  }

  /** Sends, on a connection of its own, and reads one answer. */
  public static Reply exchange(String request) throws IOException {
    try (var connection = new RawHttp()) {
      return connection.send(request).reply();
    }
  }

  public RawHttp send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  public Reply reply() throws IOException {
    return read(true);
  }

  Reply replyToHead() throws IOException {
    return read(false);
  }

  /** Whether the server has hung up, and without a reset; with TLS it has said so before. */
  boolean isClosed() throws IOException {
    return socket.getInputStream().read() == -1;
  }

  /** All that is left until the server hangs up. */
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Says that nothing more will come, and goes on listening. */
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private Reply read(boolean withBody) throws IOException {
    var in = socket.getInputStream();
    var start = line(in);
    if (start == null) {
      throw new IOException("closed without an answer");
    }
    var headers = new TreeMap<String, String>();
    for (var line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      // A name given twice shows as "a, b", and so fails the tests of equality
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).trim(),
          (a, b) -> a + ", " + b);
    }
    int length = withBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
    var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    var parts = start.split(" ", 3);
    return new Reply(Integer.parseInt(parts[1]), parts.length > 2 ? parts[2] : "", headers, body);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /**
   * @param headers names in lower case
   */
  public record Reply(int status, String reason, Map<String, String> headers, String body) {}
}
