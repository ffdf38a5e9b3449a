package dev.latchkey.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;

/**
 * One connection among the {@link Connections}. It is busy from the last byte of a request to its
 * answer. Otherwise it waits for its caller: for a request, or for the rest of one.
 */
final class OpenConnection {

  private final Connections all;
  private final Channel channel;
  private final Peers.Held held;

  /** Guarded by {@link #all}: it does not wait for anything any more. */
  private boolean leaving;

  OpenConnection(Connections all, Channel channel, Peers.Held held) {
    this.all = all;
    this.channel = channel;
    this.held = held;
  }

  Peers.Held held() {
    return held;
  }

  boolean isLeaving() {
    return leaving;
  }

  void leave() {
    leaving = true;
  }

  void busy() {
    all.busy(this);
  }

  void waiting() {
    all.waiting(this);
  }

  /** Without waiting for what is not written yet. Any thread may ask for it. */
  void close(CloseReason reason) {
    all.count(reason);
    channel
        .eventLoop()
        .execute(
            () -> {
              if (reason == CloseReason.UNREAD_ANSWERS) { // the kernel keeps them otherwise
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
              }
              channel.unsafe().close(channel.unsafe().voidPromise());
            });
  }
}
