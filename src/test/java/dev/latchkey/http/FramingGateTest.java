package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FramingGateTest {

  /** As a WebSocket's frame looks to a reader of HTTP. */
  private static final String NO_HTTP = "\u0001\u0005hello";

  private final EmbeddedChannel channel = new EmbeddedChannel(new FramingGate());

  @Test
  void bytesThatAreNoHttp_areRefusedAndNothingBehindThemPasses() {
    send(NO_HTTP);
    send("GET / HTTP/1.1\r\n");

    assertThat(received()).doesNotContain("hello").doesNotContain("GET");
  }

  @Test
  void connectionThatLeftHttp_isNoLongerRead() {
    send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    FramingGate.open(channel.pipeline());
    send(NO_HTTP);

    assertThat(received()).endsWith("\r\n\r\n" + NO_HTTP);
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private String received() {
    var text = new StringBuilder();
    for (ByteBuf bytes = channel.readInbound(); bytes != null; bytes = channel.readInbound()) {
      text.append(bytes.toString(StandardCharsets.US_ASCII));
      bytes.release();
    }
    return text.toString();
  }
}
