package dev.latchkey.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {

  private static final String PROXY = "10.1.2.3";
  private static final String FORWARDED = "Forwarded";
  private static final String X_FORWARDED_FOR = "X-Forwarded-For";

  private final Clients clients =
      new Clients(Proxies.trusting("10.0.0.0/8", "fd00::/8", "192.0.2.7"));

  @Test
  void withoutProxies_theSocketDecidesWhateverAHeaderSays() {
    var none = new Clients(Proxies.NONE);

    assertThat(none.of(peer(PROXY), headers(X_FORWARDED_FOR, "203.0.113.9")).address())
        .isEqualTo(PROXY);
    assertThat(none.of(peer(PROXY), headers(FORWARDED, "for=203.0.113.9")).address())
        .isEqualTo(PROXY);
  }

  @Test
  void callerWhoIsNoProxy_isNotBelieved() {
    assertThat(xff("198.51.100.1", "203.0.113.9")).isEqualTo("198.51.100.1");
    assertThat(forwarded("198.51.100.1", "for=203.0.113.9")).isEqualTo("198.51.100.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9                             | 203.0.113.9",
        "1.1.1.1, 203.0.113.9                    | 203.0.113.9",
        "1.1.1.1, 203.0.113.9, 10.9.9.9          | 203.0.113.9",
        "1.1.1.1,203.0.113.9,192.0.2.7,10.9.9.9  | 203.0.113.9",
        "1.1.1.1, 203.0.113.9, fd12::1           | 203.0.113.9",
        "203.0.113.9, 192.0.2.8                  | 192.0.2.8",
        "10.7.7.7, 10.8.8.8                      | 10.7.7.7",
        "203.0.113.9:4711                        | 203.0.113.9",
        "2001:DB8:0:0::1                         | 2001:db8::1",
        "[2001:db8::1]                           | 2001:db8::1",
        "[2001:db8::1]:4711                      | 2001:db8::1",
        "::ffff:203.0.113.9                      | 203.0.113.9",
        "1.1.1.1, ::ffff:10.9.9.9                | 1.1.1.1",
        "'\t203.0.113.9\t'                       | 203.0.113.9",
      })
  void xForwardedFor_isReadFromTheRightPastTheProxies(String value, String client) {
    assertThat(xff(PROXY, value)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=203.0.113.9                                              | 203.0.113.9",
        "for=1.1.1.1, FOR=203.0.113.9;proto=https;by=10.1.1.1         | 203.0.113.9",
        "for=1.1.1.1, by=10.1.1.1;For=\"203.0.113.9:4711\", for=10.9.9.9 | 203.0.113.9",
        "for=\"[2001:db8::1]\"                                        | 2001:db8::1",
        "for=\"[2001:db8::1]:4711\";host=\"a.example:8080\"           | 2001:db8::1",
        "for=203.0.113.9:4711                                         | 203.0.113.9",
        "for=\"[::ffff:203.0.113.9]:_port\"                           | 203.0.113.9",
      })
  void forwarded_isReadFromTheRightPastTheProxies(String value, String client) {
    assertThat(forwarded(PROXY, value)).isEqualTo(client);
  }

  @Test
  void severalLinesOfAHeader_areOneList() {
    var lines =
        MultiMap.caseInsensitiveMultiMap()
            .add("x-forwarded-for", "1.1.1.1")
            .add("X-FORWARDED-FOR", "2.2.2.2, 203.0.113.9")
            .add("X-Forwarded-For", "10.9.9.9, 10.8.8.8");

    assertThat(clients.of(peer(PROXY), lines).address()).isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "1.1.1.1,",
        "1.1.1.1, unknown",
        "1.1.1.1, _hidden",
        "1.1.1.1, localhost",
        "1.1.1.1, example.com",
        "1.1.1.1, 203.0.113",
        "1.1.1.1, 203.0.113.999",
        "1.1.1.1, 203.0.113.9.1",
        "1.1.1.1, 203.0.113.9 1.1.1.1",
        "1.1.1.1, 0xcb.0.0x71.9",
        "1.1.1.1, 3405803785",
        "1.1.1.1, \"203.0.113.9\"",
        "1.1.1.1, 203.0.113.9:",
        "1.1.1.1, 203.0.113.9:1:2",
        "1.1.1.1, [203.0.113.9",
        "1.1.1.1, [2001:db8::1]x",
        "1.1.1.1, [2001:db8::1]]",
        "1.1.1.1, 2001:db8::1::2",
        "1.1.1.1, fe80::1%eth0",
        "1.1.1.1, 203.0.113.9\n1.1.1.1",
        "1.1.1.1, ٢٠٣.0.113.9",
      })
  void xForwardedForThatNamesNobody_leavesTheProxy(String value) {
    assertThat(xff(PROXY, value)).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "for=",
        "for",
        "203.0.113.9",
        "by=203.0.113.9",
        "for=1.1.1.1, for=unknown",
        "for=1.1.1.1, for=_hidden",
        "for=1.1.1.1, for=\"_SEVKISEK\"",
        "for=1.1.1.1, for=203.0.113.9;for=1.1.1.1",
        "for=1.1.1.1, for=203.0.113.9;",
        "for=1.1.1.1, for = 203.0.113.9",
        "for=1.1.1.1, for=\"203.0.113.9",
        "for=1.1.1.1, for=203.0.113.9\"",
        "for=1.1.1.1, for=\"203.0.113.\\9\"",
        "for=1.1.1.1, for=10.9.9.9;host=\"x, for=2.2.2.2\"",
        "for=1.1.1.1, for=10.9.9.9;host=\"x, for=2.2.2.2;y=\\\"z\\\"\"",
        "for=\"1.1.1.1, for=10.9.9.9;host=\"",
      })
  void forwardedThatNamesNobody_leavesTheProxy(String value) {
    assertThat(forwarded(PROXY, value)).isEqualTo(PROXY);
  }

  @Test
  void proxyThatNamesNobody_standsForItsCaller() {
    assertThat(xff(PROXY, "1.1.1.1, unknown, 192.0.2.7")).isEqualTo("192.0.2.7");
  }

  @Test
  void bothHeaders_areBelievedOnlyIfTheyAgree() {
    assertThat(both("for=203.0.113.9", "203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(both("for=1.1.1.1", "203.0.113.9")).isEqualTo(PROXY);
    assertThat(both("for=203.0.113.9", "1.1.1.1")).isEqualTo(PROXY);
    assertThat(both("for=unknown", "203.0.113.9")).isEqualTo(PROXY);
    assertThat(both("", "203.0.113.9")).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "10.1.1.1,", "\"", ";", "for=10.1.1.1;", "for=10.1.1.1,", "[", ":"})
  void longNonsense_isReadInNoTime(String piece) {
    var nonsense = piece.repeat(8_192 / piece.length());
    long began = System.nanoTime();

    for (int i = 0; i < 100; i++) {
      xff(PROXY, nonsense);
      forwarded(PROXY, nonsense);
    }
    assertThat(System.nanoTime() - began).isLessThan(2_000_000_000L); // and not for minutes
  }

  @Test
  void anyText_isReadWithoutFailing() {
    var random = new Random(42);
    String alphabet = "0123456789abcdefFOR:.[]\"\\,;=%_ /\t";
    for (int i = 0; i < 200_000; i++) {
      var text = new StringBuilder(random.nextBoolean() ? "for=" : "");
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(xff(PROXY, text.toString())).isNotEmpty();
      assertThat(forwarded(PROXY, text.toString())).isNotEmpty();
      IpNetwork.parse(text.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9,         203.0.113.9,       203.0.113.0/24 203.0.113.9",
    "::ffff:203.0.113.9,  203.0.113.9,       203.0.113.0/24 203.0.113.9",
    "2001:db8:1:a2:3::4,  2001:db8:1:a2:3::4, 2001:db8:1::/48 2001:db8:1::/56 2001:db8:1:a2::/64",
    "2001:db8:1:2bc::4,   2001:db8:1:2bc::4, 2001:db8:1::/48 2001:db8:1:200::/56 2001:db8:1:2bc::/64",
    "0:0:0:0:0:0:0:1,     ::1,               ::/48 ::/56 ::/64",
  })
  void client_hasAnAddress_andNetworksFromTheWidestOn(
      String socket, String address, String networks) {
    assertThat(clients.of(peer(socket), none()))
        .isEqualTo(new Client(address, List.of(networks.split(" "))));
  }

  @Test
  void zoneOfASocket_isNoPartOfTheAddress() throws UnknownHostException {
    var local = Inet6Address.getByAddress(null, InetAddress.getByName("fe80::1").getAddress(), 1);
    var peer = SocketAddress.inetSocketAddress(new InetSocketAddress(local, 4711));
    assertThat(peer.hostAddress()).contains("%");

    assertThat(clients.of(peer, none()))
        .isEqualTo(new Client("fe80::1", List.of("fe80::/48", "fe80::/56", "fe80::/64")));
  }

  @Test
  void callerWithoutAnAddress_isOneOfThose() {
    var headers = headers(X_FORWARDED_FOR, "203.0.113.9");

    assertThat(clients.of(null, headers)).isEqualTo(new Client("", List.of("")));
    assertThat(clients.of(SocketAddress.domainSocketAddress("/tmp/x"), headers))
        .isEqualTo(new Client("", List.of("")));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,      10.255.1.1,    true",
    "10.0.0.0/8,      11.0.0.1,      false",
    "10.1.2.3/8,      10.9.9.9,      true",
    "10.128.0.0/9,    10.127.0.1,    false",
    "10.128.0.0/9,    10.128.0.1,    true",
    "192.0.2.6/31,    192.0.2.7,     true",
    "192.0.2.6/31,    192.0.2.8,     false",
    "192.0.2.7/32,    192.0.2.7,     true",
    "192.0.2.7,       192.0.2.6,     false",
    "0.0.0.0/0,       198.51.100.1,  true",
    "0.0.0.0/0,       2001:db8::1,   false",
    "2001:db8::/33,   2001:db8:7fff::1, true",
    "2001:db8::/33,   2001:db8:8000::1, false",
    "::1,             0:0:0:0:0:0:0:1,  true",
    "::ffff:10.0.0.1, 10.0.0.1,      true",
  })
  void proxy_isAnAddressOrANetwork(String proxy, String address, boolean trusted) {
    var some = new Clients(Proxies.trusting(proxy));

    assertThat(some.of(peer(address), headers(X_FORWARDED_FOR, "203.0.113.9")).address())
        .isEqualTo(trusted ? "203.0.113.9" : some.of(peer(address), none()).address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy.example",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/٨",
        "/8",
        "10/8",
        "fd00::/129",
        "10.0.0.0/8/8",
        "10.0.0.0/0008",
        "fd00::%1/8"
      })
  void proxyThatIsNeither_refusesTheStart(String text) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> new Clients(Proxies.trusting(text)))
        .withMessageStartingWith(
            "LATCHKEY_CALLER_TRUSTED_PROXIES (latchkey.caller.trusted-proxies) has an element")
        .withMessageNotContaining(" \"" + text + "\"");
  }

  private String xff(String peer, String value) {
    return clients.of(peer(peer), headers(X_FORWARDED_FOR, value)).address();
  }

  private String forwarded(String peer, String value) {
    return clients.of(peer(peer), headers(FORWARDED, value)).address();
  }

  private String both(String forwarded, String xForwardedFor) {
    var headers = headers(FORWARDED, forwarded).add(X_FORWARDED_FOR, xForwardedFor);
    return clients.of(peer(PROXY), headers).address();
  }

  private static MultiMap headers(String name, String value) {
    return none().add(name, value);
  }

  private static MultiMap none() {
    return MultiMap.caseInsensitiveMultiMap();
  }

  private static SocketAddress peer(String address) {
    return SocketAddress.inetSocketAddress(4711, address);
  }
}
