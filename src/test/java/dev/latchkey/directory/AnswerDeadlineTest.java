package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnswerDeadlineTest {

  private static final byte[] READY = {'C', 0, 0, 0, 5, 'x', 'Z', 0, 0, 0, 5, 'I'};
  private static final byte[] ROW = {'D', 0, 0, 0, 5, 'x'};

  private final List<Long> givenUp = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5; // nanoTime may overflow at any moment
  private final AnswerDeadline deadline =
      new AnswerDeadline(Duration.ofSeconds(4), () -> now, givenUp::add);
  private final EmbeddedChannel channel = new EmbeddedChannel(deadline, new Farewell());

  @Test
  void serverThatIsSilent_losesTheConnection() {
    ask();
    long asked = now;
    pass(3_999);
    assertThat(channel.isOpen()).isTrue();

    pass(1);
    pass(1);
    assertThat(channel.isOpen()).as("closed without waiting for the client's farewell").isFalse();
    assertThat(givenUp).containsExactly(asked);
  }

  @Test
  void serverThatAnswersInTime_keepsIt() {
    for (int i = 0; i < 10; i++) {
      ask();
      pass(3_000);
      answer(READY);
      pass(60_000);
    }

    assertThat(channel.isOpen()).isTrue();
    assertThat(givenUp).isEmpty();
  }

  @Test
  void timeCountsFromTheLastQuestion() {
    ask();
    pass(100);
    answer(READY);
    pass(3_000);
    ask();
    pass(3_999);
    assertThat(channel.isOpen()).isTrue();

    pass(1);
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void answerThatStopsInTheMiddle_isSilence() {
    ask();
    pass(1_000);
    answer(ROW);
    pass(3_999);
    assertThat(channel.isOpen()).isTrue();

    pass(1);
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  /** The process stood still: its clock is late, and the answer lies in the socket. */
  @Test
  void answerThatIsReadLate_countsBeforeTheTime() {
    ask();
    now += TimeUnit.SECONDS.toNanos(10);
    channel.advanceTimeBy(4, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    answer(READY);
    pass(1);
    assertThat(channel.isOpen()).isTrue();

    ask();
    pass(5_000);
    pass(1);
    assertThat(channel.isOpen()).as("it is still watched").isFalse();
  }

  @Test
  void serverThatSpeaksUnasked_isNotWaitedFor() {
    answer(ROW);
    pass(60_000);

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void idleConnectionThatWasNotHeardSince_isClosedWithAnother() {
    pass(1_000);
    deadline.closeUnlessHeardSince(now);
    channel.runPendingTasks();

    assertThat(channel.isOpen()).isFalse();
    assertThat(givenUp).isEmpty();
  }

  @Test
  void connectionThatWasHeardSince_stays() {
    long before = now;
    pass(1_000);
    ask();
    answer(READY);
    deadline.closeUnlessHeardSince(before);
    channel.runPendingTasks();

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void connectionThatIsAsked_hasItsOwnTime() {
    pass(1_000);
    ask();
    deadline.closeUnlessHeardSince(now);
    channel.runPendingTasks();

    assertThat(channel.isOpen()).isTrue();
  }

  private void ask() {
    channel.writeOutbound(Unpooled.wrappedBuffer(new byte[] {'Q'}));
    ((ByteBuf) channel.readOutbound()).release();
  }

  private void answer(byte[] bytes) {
    channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    ((ByteBuf) channel.readInbound()).release();
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  /** Like the client's own: it never closes while the server does not. */
  private static final class Farewell extends ChannelOutboundHandlerAdapter {
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      // waits
    }
  }
}
