package dev.latchkey.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where the fault is, however the bytes are cut into segments. CodecErrorsContract has the rest.
 */
class RequestFramingTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n\n\0: \r",
        "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding:\t CHUNKED\t \r\n\r\n2\r\n\0\n\r\n5;a=\"\\\"\";b\r\n\n\n\n\n\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encodings: x\r\nContent-Length2: x\r\nContent-Lengt: x\r\n\r\n",
      })
  void wellFormed_noFault(String before) {
    assertFault(before + GET + before + GET, -1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|\nGET / HTTP/1.1\r\n",
        "\r|GET / HTTP/1.1\r\n",
        "GET | / HTTP/1.1\r\n",
        "GET|\t/ HTTP/1.1\r\n",
        "GET / HTTP/1.1| \r\n",
        "GET / HT|tP/1.1\r\n",
        "GET /|\r\n",
        "GET / HTTP/1.1\r|x",
        "GET / HTTP/1.1\r\n| X: y\r\n",
        "GET / HTTP/1.1\r\nX| : y\r\n",
        "GET / HTTP/1.1\r\nX: y\r\n|\tz\r\n",
        "GET / HTTP/1.1\r\nX: y|\n",
        "POST / HTTP/1.1\r\nContent-Length:|\r\n",
        "POST / HTTP/1.1\r\nContent-Length: |+5\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 5|, 5\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 5 |5\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length|: 5\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding|: chunked\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length|: 5\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding|: chunked\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked|, xchunked\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: |identity, chunked\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n| , xchunked\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunke|\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1| \r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;|\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;a=\"|\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n|\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx|\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length|: 5\r\n",
        "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n|\r\n",
      })
  void malformed_faultAtTheFirstSuchByte(String request) {
    int fault = request.indexOf('|');
    assertFault(GET + request.replace("|", ""), GET.length() + fault);
  }

  @Test
  void manyFields_faultAtTheFirstBeyondTheLimit() {
    var fields = "GET / HTTP/1.1\r\n" + "a:\r\n".repeat(RequestFraming.MAX_FIELDS);
    assertFault(fields + "\r\n" + fields + "\r\n", -1);
    assertFault(fields + "b:\r\n", fields.length());
  }

  @Test
  void bodyInChunksOfOneByte_noFault() {
    var chunked = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(fault(chunked + "1\r\nx\r\n".repeat(8 * 1024) + "0\r\n\r\n", 1000)).isEqualTo(-1);
  }

  @Test
  void chunkSizeWithoutEnd_faultAtItsLimit() {
    var chunked = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(fault(chunked + "0".repeat(100_000), 1000)).isEqualTo(chunked.length() + 65_536);
  }

  private static void assertFault(String bytes, int expected) {
    for (int segment = 1; segment <= bytes.length(); segment++) {
      assertThat(fault(bytes, segment)).as("in segments of %s", segment).isEqualTo(expected);
    }
  }

  private static int fault(String bytes, int segment) {
    var framing = new RequestFraming();
    for (int at = 0; at < bytes.length(); at += segment) {
      var part = bytes.substring(at, Math.min(bytes.length(), at + segment));
      int read = readAll(framing, part);
      if (framing.isFaulty()) {
        return at + read;
      }
    }
    return -1;
  }

  /** Each call ends with a request at the latest. */
  private static int readAll(RequestFraming framing, String part) {
    var bytes = Unpooled.wrappedBuffer(part.getBytes(ISO_8859_1));
    while (bytes.isReadable() && !framing.isFaulty()) {
      bytes.readerIndex(framing.read(bytes));
    }
    return bytes.readerIndex();
  }
}
