package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many requests on one connection, without waiting for answers. */
@QuarkusTest
class PipelinedRequestsTest {

  private static final int REQUESTS = 200;

  private static final String GET = "GET /none HTTP/1.1\r\nHost: x\r\nX-Request-Id: ID\r\n\r\n";

  /** The organisation does not exist: a whole login, but without hashing. */
  private static final String LOGIN =
      "POST /v1/nowhere.example/auth/login HTTP/1.1\r\nHost: x\r\nX-Request-Id: ID\r\n"
          + "Content-Type: application/json\r\nContent-Length: 34\r\n\r\n"
          + "{\"username\":\"jane\",\"password\":\"x\"}";

  private static final String CHUNKED =
      LOGIN
          .replace("Content-Length: 34\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n22\r\n")
          .concat("\r\n0\r\n\r\n");

  @ParameterizedTest
  @ValueSource(strings = {GET, LOGIN})
  void pipelined_eachIsAnsweredInItsTurn(String request) throws IOException {
    answeredInTurn(request);
  }

  @Test
  void pipelinedWithChunkedBodies_eachIsAnsweredInItsTurn() throws IOException {
    answeredInTurn(CHUNKED);
  }

  private static void answeredInTurn(String request) throws IOException {
    var requests = new StringBuilder();
    IntStream.range(0, REQUESTS)
        .forEach(i -> requests.append(request.replace("ID", Integer.toString(i))));
    try (var connection = new RawHttp()) {
      connection.send(requests.toString());
      for (int i = 0; i < REQUESTS; i++) {
        var reply = connection.reply();
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.headers()).containsEntry("x-request-id", Integer.toString(i));
      }
      assertThat(connection.send(GET).reply().status()).isEqualTo(404);
    }
  }

  /** What is in the buffers of both kernels can be no more than this, answers included. */
  private static final int BUFFERED = 1 << 20;

  @Test
  void answersThatNobodyReads_endTheReadingOfRequests() throws IOException {
    try (var caller = slowReader()) {
      int requests = sendUntilNobodyReads(caller);
      assertThat(requests * GET.length()).isLessThan(BUFFERED);
      assertThat(answersTo(caller)).isGreaterThan(requests / 4);
    }
  }

  private static SocketChannel slowReader() throws IOException {
    var caller = SocketChannel.open();
    caller.setOption(StandardSocketOptions.SO_RCVBUF, 16 * 1024);
    caller.setOption(StandardSocketOptions.SO_SNDBUF, 16 * 1024);
    caller.connect(new InetSocketAddress("localhost", RawHttp.testPort()));
    caller.configureBlocking(false);
    return caller;
  }

  /** Returns the number of requests that were sent. */
  private static int sendUntilNobodyReads(SocketChannel caller) throws IOException {
    var request = GET.getBytes(StandardCharsets.US_ASCII);
    var left = ByteBuffer.allocate(0);
    int requests = 0;
    try (var writable = Selector.open()) {
      caller.register(writable, SelectionKey.OP_WRITE);
      while (requests * request.length < 2 * BUFFERED
          && writable.select(Duration.ofSeconds(3).toMillis()) > 0) {
        writable.selectedKeys().clear();
        if (!left.hasRemaining()) {
          left = ByteBuffer.wrap(request);
          requests++;
        }
        caller.write(left);
      }
    }
    return requests;
  }

  /** Reads until nothing more comes, and returns the number of answers. */
  private static int answersTo(SocketChannel caller) throws IOException {
    var text = new StringBuilder();
    var bytes = ByteBuffer.allocate(64 * 1024);
    try (var readable = Selector.open()) {
      caller.register(readable, SelectionKey.OP_READ);
      while (readable.select(Duration.ofSeconds(3).toMillis()) > 0 && caller.read(bytes) > 0) {
        readable.selectedKeys().clear();
        text.append(StandardCharsets.ISO_8859_1.decode(bytes.flip()));
        bytes.clear();
      }
    }
    return text.toString().split("HTTP/1.1 404", -1).length - 1;
  }
}
