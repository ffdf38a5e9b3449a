package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  private static final int MAX = 3;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Connections connections = new Connections(MAX, "api", meters);
  private final Map<EmbeddedChannel, OpenConnection> entered = new HashMap<>();

  @Test
  void belowTheBound_nobodyIsClosed() {
    var first = open("192.0.2.1");
    open("192.0.2.1");
    open("192.0.2.1");

    assertThat(first.isOpen()).isTrue();
    assertThat(connections.open()).isEqualTo(MAX);
    assertThat(gauge("latchkey.http.connections.max")).isEqualTo(MAX);
  }

  @Test
  void atTheBound_theOneThatWaitedTheLongestMakesRoom() {
    var first = open("192.0.2.1");
    var second = open("192.0.2.1");
    open("192.0.2.1");
    used(first);
    open("192.0.2.1");

    assertThat(second.isOpen()).isFalse();
    assertThat(first.isOpen()).isTrue();
    assertThat(gauge("latchkey.http.connections")).isEqualTo(MAX);
    assertThat(closed(CloseReason.MADE_ROOM)).isEqualTo(1);
  }

  @Test
  void peerWithTheMost_makesRoomBeforeOneThatWaitedLonger() {
    var bystander = open("198.51.100.7");
    var ofTheMany = open("192.0.2.1");
    open("192.0.2.1");
    open("203.0.113.9");

    assertThat(bystander.isOpen()).isTrue();
    assertThat(ofTheMany.isOpen()).isFalse();
  }

  @Test
  void manyAddressesOfOneNetwork_countTogether() {
    var bystander = open("2001:db8:1::1");
    var ofTheNetwork = open("2001:db8:2:1::1");
    open("2001:db8:2:2::1");
    open("203.0.113.9");
    assertThat(bystander.isOpen()).isTrue();
    assertThat(ofTheNetwork.isOpen()).isFalse();
  }

  @Test
  void withinANetwork_theAddressWithTheMostMakesRoom() {
    var neighbour = open("192.0.2.1");
    var ofTheMany = open("192.0.2.2");
    open("192.0.2.2");
    open("203.0.113.9");

    assertThat(neighbour.isOpen()).isTrue();
    assertThat(ofTheMany.isOpen()).isFalse();
  }

  @Test
  void busyConnection_isNotClosed() {
    var busy = open("192.0.2.1");
    open("192.0.2.1");
    open("192.0.2.1");
    entered.get(busy).busy();
    open("192.0.2.1");

    assertThat(busy.isOpen()).isTrue();
  }

  @Test
  void allAreBusy_theNewOneIsRefused() {
    for (int i = 0; i < MAX; i++) {
      entered.get(open("192.0.2.1")).busy();
    }

    assertThat(enter(at("203.0.113.9"))).isNull();
    assertThat(connections.open()).isEqualTo(MAX);
    assertThat(closed(CloseReason.NO_ROOM)).isEqualTo(1);
  }

  /** A close is not at once; without this the files of the process would run out meanwhile. */
  @Test
  void tooManyAreBeingClosed_theNewOneIsRefused() {
    var eight = new Connections(8, "other", meters);
    var admitted =
        IntStream.range(0, 20)
            .mapToObj(i -> eight.enter(new EmbeddedChannel())) // none of them runs its tasks
            .filter(Objects::nonNull)
            .toList();

    assertThat(admitted).hasSize(8 + Connections.closing(8));
  }

  @Test
  void someAreBeingClosed_noneIsAcceptedUntilTheyAre() {
    var told = new AtomicInteger();
    open("192.0.2.1");
    open("192.0.2.1");
    open("192.0.2.1");
    assertThat(connections.isCrowded(told::incrementAndGet)).isFalse();
    connections.enter(at("192.0.2.1"));
    assertThat(connections.isCrowded(told::incrementAndGet)).isTrue();
    assertThat(told).hasValue(0);
    entered.keySet().forEach(EmbeddedChannel::runPendingTasks);

    assertThat(told).hasValue(1);
    assertThat(connections.isCrowded(told::incrementAndGet)).isFalse();
  }

  @Test
  void connectionThatIsBeingClosed_makesRoomOnlyOnce() {
    var eight = new Connections(8, "other", meters);
    var first = eight.enter(new EmbeddedChannel()); // none of them runs its tasks
    for (int others = 0; others < 7; others++) {
      eight.enter(new EmbeddedChannel()).busy();
    }
    eight.enter(new EmbeddedChannel()).busy();
    first.waiting(); // its last answer came after the decision to close it

    assertThat(eight.enter(new EmbeddedChannel())).isNull();
  }

  @Test
  void connectionThatLeft_isForgotten() {
    for (int i = 0; i < 10 * MAX; i++) {
      open("192.0.2." + i).close();
    }

    assertThat(connections.open()).isZero();
    assertThat(closed(CloseReason.MADE_ROOM)).isZero();
    var ofTheNetwork = open("192.0.2.1");
    open("198.51.100.7");
    open("198.51.100.7");
    open("203.0.113.9");
    assertThat(ofTheNetwork.isOpen()).isTrue(); // the count of the network has gone as well
  }

  private EmbeddedChannel open(String address) {
    var channel = at(address);
    enter(channel);
    return channel;
  }

  private @Nullable OpenConnection enter(EmbeddedChannel channel) {
    var connection = connections.enter(channel);
    if (connection != null) {
      entered.put(channel, connection);
      channel.closeFuture().addListener(closed -> connections.left(connection));
    }
    entered.keySet().forEach(EmbeddedChannel::runPendingTasks);
    return connection;
  }

  private void used(EmbeddedChannel channel) {
    entered.get(channel).busy();
    entered.get(channel).waiting();
  }

  private static EmbeddedChannel at(String address) {
    return new EmbeddedChannel() {
      @Override
      protected SocketAddress remoteAddress0() {
        return new InetSocketAddress(address, 1);
      }
    };
  }

  private double gauge(String name) {
    return meters.get(name).tag("port", "api").gauge().value();
  }

  private double closed(CloseReason reason) {
    return meters
        .get("latchkey.http.connections.closed")
        .tag("reason", reason.label())
        .counter()
        .count();
  }
}
