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

  private static final Proxies PROXIES = Proxies.trusting("10.0.0.0/8", "fd00::/8", "192.0.2.7");

  private final Clients clients = new Clients(PROXIES);
  private final Clients byForwarded = new Clients(PROXIES.in(FORWARDED));

  @Test
  void withoutProxies_theSocketDecidesWhateverAHeaderSays() {
    for (var name : List.of(X_FORWARDED_FOR, FORWARDED)) {
      var clientsOfHeader = new Clients(Proxies.NONE.in(name));
      var sent = headers(X_FORWARDED_FOR, "203.0.113.9").add(FORWARDED, "for=203.0.113.9");

      assertThat(clientsOfHeader.of(peer(PROXY), sent).address()).isEqualTo(PROXY);
    }
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
        "203.0.113.9,                            | 203.0.113.9",
        "203.0.113.9 , ,\t,                       | 203.0.113.9",
        "'1.1.1.1,, 203.0.113.9,,10.9.9.9,'       | 203.0.113.9",
        "', ,203.0.113.9'                        | 203.0.113.9",
        "'\"203.0.113.9\"'                        | 203.0.113.9",
        "'\"[2001:db8::1]:4711\", 10.9.9.9'       | 2001:db8::1",
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
        "for=203.0.113.9;                                             | 203.0.113.9",
        "';; for=203.0.113.9 ;;proto=https; ,'                        | 203.0.113.9",
        "'for=203.0.113.9, , for=10.9.9.9,'                           | 203.0.113.9",
        "for=\"203.0.113.\\9\"                                        | 203.0.113.9",
        "for=203.0.113.9;host=\"a;b\\\"c\"                              | 203.0.113.9",
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
        " ,\t, ",
        "1.1.1.1, unknown",
        "1.1.1.1, unknown,",
        "1.1.1.1, _hidden",
        "1.1.1.1, localhost",
        "1.1.1.1, example.com",
        "1.1.1.1, 203.0.113",
        "1.1.1.1, 203.0.113.999",
        "1.1.1.1, 203.0.113.9.1",
        "1.1.1.1, 203.0.113.9 1.1.1.1",
        "1.1.1.1, 0xcb.0.0x71.9",
        "1.1.1.1, 3405803785",
        "1.1.1.1, \"203.0.113.9",
        "1.1.1.1, \"\"",
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
        "for=1.1.1.1, ;",
        "for=1.1.1.1, for = 203.0.113.9",
        "for=1.1.1.1, for=\"203.0.113.9",
        "for=1.1.1.1, for=203.0.113.9\"",
        "for=1.1.1.1, for=\"203.0.113.9\\\"",
        "for=1.1.1.1, for=203.0.113.9 host=x",
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

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", " , "})
  void lastLineThatIsEmpty_isNoElement(String last) {
    var list = headers(X_FORWARDED_FOR, "203.0.113.9").add(X_FORWARDED_FOR, last);
    var pairs = headers(FORWARDED, "for=203.0.113.9").add(FORWARDED, last);

    assertThat(clients.of(peer(PROXY), list).address()).isEqualTo("203.0.113.9");
    assertThat(byForwarded.of(peer(PROXY), pairs).address()).isEqualTo("203.0.113.9");
  }

  /** Behind our proxy, which names its caller in one header, a caller sends others as well. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-For  | 203.0.113.9     | Forwarded        | for=1.1.1.1",
        "X-Forwarded-For  | 203.0.113.9     | Forwarded        | for=unknown",
        "X-Forwarded-For  | 203.0.113.9     | Forwarded        | ''",
        "X-Forwarded-For  | 203.0.113.9     | X-Real-IP        | 1.1.1.1",
        "X-Forwarded-For  | 203.0.113.9     | X_Forwarded_For  | 1.1.1.1",
        "Forwarded        | for=203.0.113.9 | X-Forwarded-For  | 1.1.1.1",
        "Forwarded        | for=203.0.113.9 | X-Forwarded-For  | unknown",
        "Forwarded        | for=203.0.113.9 | CF-Connecting-IP | 1.1.1.1",
        "CF-Connecting-IP | 203.0.113.9     | X-Forwarded-For  | 1.1.1.1",
        "CF-Connecting-IP | 203.0.113.9     | Forwarded        | for=1.1.1.1",
      })
  void everyOtherHeader_changesNothing(String name, String value, String other, String sent) {
    var named = new Clients(PROXIES.in(name));

    assertThat(named.of(peer(PROXY), headers(name, value).add(other, sent)))
        .isEqualTo(named.of(peer(PROXY), headers(name, value)))
        .isEqualTo(new Client("203.0.113.9", List.of("203.0.113.0/24", "203.0.113.9"), true));
    assertThat(named.of(peer(PROXY), headers(other, sent)))
        .as("without the header that counts")
        .isEqualTo(named.of(peer(PROXY), none()));
  }

  @Test
  void headerWithASingleAddress_isAListOfOne() {
    var real = new Clients(PROXIES.in("X-Real-IP"));

    assertThat(real.of(peer(PROXY), headers("X-Real-IP", "2001:db8::1")).address())
        .isEqualTo("2001:db8::1");
    assertThat(real.of(peer("198.51.100.1"), headers("X-Real-IP", "2001:db8::1")).address())
        .isEqualTo("198.51.100.1");
  }

  @ParameterizedTest
  @CsvSource({
    "x-forwarded-for,  X-Forwarded-For,  203.0.113.9",
    "X-FORWARDED-FOR,  x-forwarded-for,  203.0.113.9",
    "forwarded,        FORWARDED,        for=203.0.113.9",
    "FORWARDED,        Forwarded,        for=203.0.113.9",
    "cf-connecting-ip, CF-Connecting-IP, 203.0.113.9",
  })
  void caseOfTheName_doesNotMatter(String setting, String sent, String value) {
    assertThat(new Clients(PROXIES.in(setting)).of(peer(PROXY), headers(sent, value)).address())
        .isEqualTo("203.0.113.9");
  }

  /** Whatever a caller sends, in the same line or in lines of its own, our proxy appends to it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "for=1.1.1.1",
        "10.9.9.9",
        "for=10.9.9.9",
        "10.9.9.9, 1.1.1.1, 10.9.9.9",
        "unknown",
        "for=\"",
        "\"",
        "",
        ",",
        ", ,"
      })
  void whatACallerSends_isNotReadPastTheCaller(String sent) {
    assertThat(clients.of(peer(PROXY), headers(X_FORWARDED_FOR, sent + ", 203.0.113.9")))
        .isEqualTo(clients.of(peer("203.0.113.9"), none()));
    assertThat(
            clients.of(
                peer(PROXY), headers(X_FORWARDED_FOR, sent).add(X_FORWARDED_FOR, "203.0.113.9")))
        .isEqualTo(clients.of(peer("203.0.113.9"), none()));
    assertThat(byForwarded.of(peer(PROXY), headers(FORWARDED, sent + ", for=203.0.113.9")))
        .isEqualTo(clients.of(peer("203.0.113.9"), none()));
    assertThat(
            byForwarded.of(peer(PROXY), headers(FORWARDED, sent).add(FORWARDED, "for=203.0.113.9")))
        .isEqualTo(clients.of(peer("203.0.113.9"), none()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "1.1.1.1, _hidden"})
  void lastLineThatNamesNobody_leavesTheProxy(String last) {
    var list = headers(X_FORWARDED_FOR, "1.1.1.1").add(X_FORWARDED_FOR, last);
    var pairs = headers(FORWARDED, "for=1.1.1.1").add(FORWARDED, last);

    assertThat(clients.of(peer(PROXY), list).address()).isEqualTo(PROXY);
    assertThat(byForwarded.of(peer(PROXY), pairs).address()).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "X-s3cret ",
        "X s3cret",
        "X-s3cret:",
        "X-s3cret: 1.1.1.1",
        "X-s3cret,Forwarded",
        "X-s3cret\n",
        "X-s3crét",
        "(s3cret)",
        "s3cret@example",
        "\"s3cret\""
      })
  void nameOfNoHeader_refusesTheStart(String name) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> new Clients(Proxies.NONE.in(name)))
        .withMessage(
            "LATCHKEY_CALLER_HEADER (latchkey.caller.header) must be the name of an HTTP header,"
                + " such as X-Forwarded-For");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Real-IP", "!#$%&'*+-.^_`|~09azAZ", "a"})
  void nameOfAHeader_isTaken(String name) {
    var named = new Clients(PROXIES.in(name));

    assertThat(named.of(peer(PROXY), headers(name, "203.0.113.9")).address())
        .isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "::",
        "127.0.0.1",
        "127.255.255.255",
        "::1",
        "10.0.0.0",
        "10.255.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "192.168.0.0",
        "192.168.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "169.254.0.0",
        "169.254.255.255",
        "fe80::1",
        "febf:ffff::1",
        "fc00::",
        "fdff:ffff::1",
        "::ffff:0.0.0.0",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "::ffff:172.16.0.1",
        "::ffff:192.168.0.1",
        "::ffff:100.64.0.1",
        "::ffff:169.254.0.1"
      })
  void withoutProxies_callerWithAPrivateAddressIsNotKnown(String address) {
    assertThat(new Clients(Proxies.NONE).of(peer(address), none()).known()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "203.0.113.9",
        "::ffff:203.0.113.9",
        "2001:db8::1",
        "fbff:ffff::1",
        "fe00::1",
        "fe7f:ffff::1",
        "fec0::1"
      })
  void withoutProxies_callerWithAPublicAddressIsKnown(String address) {
    assertThat(new Clients(Proxies.NONE).of(peer(address), none()).known()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9 |                                      | true",
        "192.168.1.1 |                                      | true",
        "192.168.1.1 | 203.0.113.9                          | true",
        "10.1.2.3    | 203.0.113.9                          | true",
        "10.1.2.3    | 192.168.1.1                          | true",
        "10.1.2.3    | unknown, 203.0.113.9, 192.0.2.7      | true",
        "10.1.2.3    |                                      | false",
        "10.1.2.3    | ''                                   | false",
        "10.1.2.3    | unknown                              | false",
        "10.1.2.3    | 203.0.113.9, unknown                 | false",
        "10.1.2.3    | 203.0.113.9,                         | true",
        "10.1.2.3    | ','                                  | false",
        "10.1.2.3    | 203.0.113.9, unknown, 192.0.2.7      | false",
        "10.1.2.3    | 10.7.7.7, 192.0.2.7                  | false",
      })
  void withProxies_callerIsKnownUnlessAProxyStandsForIt(String peer, String value, boolean known) {
    var headers = value == null ? none() : headers(X_FORWARDED_FOR, value);

    assertThat(clients.of(peer(peer), headers).known()).isEqualTo(known);
  }

  @Test
  void start_warnsWhereNoProxyIsNamed() {
    assertThat(new Clients(Proxies.NONE).warning())
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .contains("LATCHKEY_CALLER_TRUSTED_PROXIES", "limits by network are off")
                    .hasLineCount(1));
    assertThat(new Clients(Proxies.trusting()).warning()).isPresent();
    assertThat(clients.warning()).isEmpty();
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
    var from = List.of(networks.split(" "));
    var client = clients.of(peer(socket), none());

    assertThat(client).isEqualTo(new Client(address, from, true));
    assertThat(networks).endsWith(" " + client.innermost());
  }

  @Test
  void zoneOfASocket_isNoPartOfTheAddress() throws UnknownHostException {
    var local = Inet6Address.getByAddress(null, InetAddress.getByName("fe80::1").getAddress(), 1);
    var peer = SocketAddress.inetSocketAddress(new InetSocketAddress(local, 4711));
    assertThat(peer.hostAddress()).contains("%");

    assertThat(clients.of(peer, none()))
        .isEqualTo(new Client("fe80::1", List.of("fe80::/48", "fe80::/56", "fe80::/64"), true));
  }

  @Test
  void callerWithoutAnAddress_isOneOfThose_andNotKnown() {
    var headers = headers(X_FORWARDED_FOR, "203.0.113.9");
    var nobody = new Client("", List.of(""), false);

    assertThat(clients.of(null, headers)).isEqualTo(nobody);
    assertThat(new Clients(Proxies.NONE).of(null, headers)).isEqualTo(nobody);
    assertThat(clients.of(SocketAddress.domainSocketAddress("/tmp/x"), headers)).isEqualTo(nobody);
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
    return byForwarded.of(peer(peer), headers(FORWARDED, value)).address();
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
