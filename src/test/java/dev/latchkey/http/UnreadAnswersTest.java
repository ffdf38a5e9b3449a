package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnreadAnswersTest {

  private static final int SECONDS_OF_A_LOOK = 10;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Kernel kernel = new Kernel();

  /** A connection whose kernel takes as many bytes as it has room for. */
  private static final class Kernel extends EmbeddedChannel {
    private long room;

    @Override
    protected void doWrite(ChannelOutboundBuffer waiting) {
      if (waiting != null) {
        for (long taken = 1; room > 0 && taken > 0 && !waiting.isEmpty(); room -= taken) {
          taken = Math.min(room, ((ByteBuf) waiting.current()).readableBytes());
          waiting.removeBytes(taken);
        }
      }
    }

    void takes(int bytes) {
      room = bytes;
      flush();
    }
  }

  UnreadAnswersTest() {
    kernel.freezeTime();
    var connections = new Connections(1, "api", meters);
    kernel.pipeline().addLast(new UnreadAnswers(connections.enter(kernel)));
  }

  @Test
  void nothingTaken_closed() {
    answer();
    lookAgain();

    assertThat(kernel.isOpen()).isFalse();
    assertThat(
            meters
                .get("latchkey.http.connections.closed")
                .tag("reason", "unread_answers")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void oneByteTakenNowAndThen_stays() {
    answer();
    for (int looks = 0; looks < 50; looks++) {
      kernel.takes(1);
      lookAgain();
    }

    assertThat(kernel.isOpen()).isTrue();
  }

  /** Whoever asks again gets more to read; that is no progress. */
  @Test
  void furtherAnswersButNothingTaken_closed() {
    answer();
    answer();
    lookAgain();

    assertThat(kernel.isOpen()).isFalse();
  }

  @Test
  void answersTakenAndOthersInTheirPlace_stays() {
    answer();
    for (int looks = 0; looks < 5; looks++) {
      kernel.takes(100);
      answer();
      lookAgain();
    }

    assertThat(kernel.isOpen()).isTrue();
  }

  @Test
  void allTaken_staysHoweverLong() {
    kernel.takes(100);
    answer();
    lookAgain();
    lookAgain();

    assertThat(kernel.isOpen()).isTrue();
  }

  private void answer() {
    kernel.writeAndFlush(Unpooled.wrappedBuffer(new byte[100]));
  }

  private void lookAgain() {
    kernel.advanceTimeBy(SECONDS_OF_A_LOOK, TimeUnit.SECONDS);
    kernel.runScheduledPendingTasks();
    kernel.runPendingTasks();
  }
}
