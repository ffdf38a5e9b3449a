package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FramingGateTest {

  /** As a WebSocket's frame looks to a reader of HTTP. */
  private static final String NO_HTTP = "\u0001\u0005hello";

  private static final String HEAD = "\r\nHost: x\r\n";
  private static final String FIRST = "GET /1 HTTP/1.1" + HEAD + "\r\n";
  private static final String SECOND = "POST /2 HTTP/1.1" + HEAD + "Content-Length: 4\r\n\r\nbody";
  private static final String THIRD = "GET /3 HTTP/1.1" + HEAD + "\r\n";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Connections connections = new Connections(1, "api", meters);
  private final List<Object> events = new ArrayList<>();
  private final EmbeddedChannel channel = gated();

  private EmbeddedChannel gated() {
    var gated = new EmbeddedChannel();
    gated.freezeTime();
    gated.pipeline().addLast(new FramingGate(connections.enter(gated)));
    gated
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void userEventTriggered(ChannelHandlerContext context, Object event) {
                events.add(event);
              }
            });
    return gated;
  }

  @Test
  void bytesThatAreNoHttp_areRefusedAndNothingBehindThemPasses() {
    send(NO_HTTP);
    send("GET / HTTP/1.1\r\n");

    assertThat(received()).doesNotContain("hello").doesNotContain("GET");
  }

  @Test
  void connectionThatLeftHttp_isNoLongerRead() {
    send("GET / HTTP/1.1\r\nHost: a\r\n\r\n" + NO_HTTP);
    FramingGate.open(channel.pipeline());
    send(NO_HTTP);

    assertThat(received()).endsWith("\r\n\r\n" + NO_HTTP + NO_HTTP);
  }

  @Test
  void requestBehindAnother_waitsForTheAnswer() {
    send(FIRST + SECOND + THIRD);
    assertThat(received()).isEqualTo(FIRST);
    answer();
    assertThat(received()).isEqualTo(SECOND);
    answer();
    assertThat(received()).isEqualTo(THIRD);
  }

  /** So at most one read buffer waits, however much is pipelined. */
  @Test
  void socket_isNotReadWhileARequestWaits() {
    send(FIRST);
    assertThat(channel.config().isAutoRead()).isTrue(); // so that a caller who hangs up is noticed
    send(SECOND);
    assertThat(channel.config().isAutoRead()).isFalse();
    answer();
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void vertxThatWantsToRead_mustWaitForTheTurn() {
    send(FIRST + SECOND + THIRD);
    channel.config().setAutoRead(true);
    assertThat(channel.config().isAutoRead()).isFalse();
    answer();
    answer();
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void vertxThatWantsToReadMeanwhile_getsItsTurn() {
    channel.config().setAutoRead(false);
    send(FIRST + SECOND);
    channel.config().setAutoRead(true);
    answer();
    answer();

    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void vertxThatDoesNotWantToRead_isNotMadeTo() {
    channel.config().setAutoRead(false);
    send(FIRST + SECOND);
    answer();
    received();
    assertThat(channel.config().isAutoRead()).isFalse();
  }

  /** A body that is refused early is still on its way when its answer is written. */
  @Test
  void answerBeforeTheEndOfTheRequest_letsTheRestAndTheNextPass() {
    send(SECOND.substring(0, SECOND.length() - 2));
    answer();
    send(SECOND.substring(SECOND.length() - 2) + FIRST + THIRD);
    assertThat(received()).isEqualTo(SECOND + FIRST);
    answer();
    assertThat(received()).isEqualTo(THIRD);
  }

  /** Vert.x drops what it gets after the last answer, but does not give its memory back. */
  @Test
  void requestBehindTheLastAnswer_isThrownAwayAndItsMemoryGivenBack() {
    var bytes =
        channel.alloc().buffer().writeBytes((FIRST + SECOND).getBytes(StandardCharsets.US_ASCII));
    channel.writeInbound(bytes);
    FramingGate.answered(channel.pipeline(), true);
    channel.runPendingTasks();

    assertThat(received()).isEqualTo(FIRST);
    assertThat(bytes.refCnt()).isZero();
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void connectionThatIsClosed_givesWhatWaitedBack() {
    var bytes =
        channel.alloc().buffer().writeBytes((FIRST + SECOND).getBytes(StandardCharsets.US_ASCII));
    channel.writeInbound(bytes);
    received();
    channel.close();

    assertThat(bytes.refCnt()).isZero();
  }

  @Test
  void callerWhoDoesNotRead_getsNoFurtherAnswer() {
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
    channel.write(Unpooled.wrappedBuffer(new byte[100])); // not flushed: it waits
    send(FIRST);
    assertThat(received()).isEmpty();
    channel.flush();
    channel.runPendingTasks();
    assertThat(received()).isEqualTo(FIRST);
  }

  @Test
  void fieldsBeyondTheLimit_areRefusedBeforeTheyAreDecoded() {
    send("GET / HTTP/1.1\r\n" + "a:\r\n".repeat(RequestFraming.MAX_FIELDS));
    assertThat(events).isEmpty();
    send("a:\r\n".repeat(5_000));
    assertThat(events).containsExactly(FramingGate.TOO_MANY_FIELDS);
    assertThat(received()).hasSizeLessThan(500);
  }

  @Test
  void headThatDoesNotEnd_isCutOff() {
    send("GET / HTTP/1.1\r\n");
    wait(RequestDeadline.HEAD.minusMillis(1));
    send("a"); // it is not idle
    assertThat(channel.isOpen()).isTrue();
    wait(Duration.ofMillis(2));

    assertThat(channel.isOpen()).isFalse();
    assertThat(closed(CloseReason.SLOW_REQUEST)).isEqualTo(1);
  }

  @Test
  void bodyThatDoesNotEnd_isCutOff() {
    send(SECOND.substring(0, SECOND.length() - 2));
    answer(); // it is not even wanted any more
    wait(RequestDeadline.BODY.minusMillis(1));
    assertThat(channel.isOpen()).isTrue();
    wait(Duration.ofMillis(2));

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void bodyBehindASlowHead_hasADeadlineOfItsOwn() {
    send(SECOND.substring(0, 10));
    wait(RequestDeadline.HEAD.minusMillis(1));
    send(SECOND.substring(10, SECOND.length() - 2));
    wait(RequestDeadline.BODY.minusMillis(1));

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void eachRequest_hasADeadlineOfItsOwn() {
    send("GET /");
    for (int requests = 0; requests < 5; requests++) {
      wait(RequestDeadline.HEAD.minusMillis(1));
      send(FIRST.substring("GET /".length()));
      answer();
      send("GET /");
    }

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void requestThatIsNotWhole_doesNotKeepTheConnection() {
    send(SECOND.substring(0, SECOND.length() - 1));

    assertThat(connections.enter(new EmbeddedChannel())).isNotNull();
  }

  @Test
  void wholeRequest_keepsTheConnectionUntilItsAnswer() {
    send(SECOND);
    assertThat(connections.enter(new EmbeddedChannel())).isNull();
    answer();
    assertThat(connections.enter(new EmbeddedChannel())).isNotNull();
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private void answer() {
    FramingGate.answered(channel.pipeline(), false);
    channel.runPendingTasks();
  }

  private void wait(Duration time) {
    channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  private double closed(CloseReason reason) {
    return meters
        .get("latchkey.http.connections.closed")
        .tag("reason", reason.label())
        .counter()
        .count();
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
