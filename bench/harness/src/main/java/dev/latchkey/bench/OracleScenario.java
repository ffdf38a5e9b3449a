package dev.latchkey.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Requests that must be answered alike, and the service that they are sent to.
 *
 * @param name without blanks: BENCH_ONLY has it
 * @param description for the page
 * @param settings of the service
 * @param closeness how closely is looked
 * @param kinds the others are compared with the first
 * @param first is sent once, before all others
 * @param crowd logins of callers who keep the service busy meanwhile; empty where there are none
 * @param otherReplica whether {@link Kind#before} is sent to another replica
 */
record OracleScenario(
    String name,
    String description,
    Map<String, String> settings,
    Closeness closeness,
    List<Kind> kinds,
    List<Request> first,
    List<Request> crowd,
    boolean otherReplica) {

  OracleScenario(
      String name,
      String description,
      Map<String, String> settings,
      Closeness closeness,
      List<Kind> kinds) {
    this(name, description, settings, closeness, kinds, List.of(), List.of(), false);
  }

  OracleScenario withFirst(Request request) {
    return new OracleScenario(
        name, description, settings, closeness, kinds, List.of(request), crowd, otherReplica);
  }

  OracleScenario withCrowd(List<Request> logins) {
    return new OracleScenario(
        name, description, settings, closeness, kinds, first, logins, otherReplica);
  }

  OracleScenario withOtherReplica() {
    return new OracleScenario(name, description, settings, closeness, kinds, first, crowd, true);
  }

  /** The same with other requests in place of those of the kinds. */
  OracleScenario with(UnaryOperator<Request> change) {
    var changed =
        kinds.stream()
            .map(
                kind ->
                    new Kind(
                        kind.name(),
                        kind.before().stream().map(change).toList(),
                        change.apply(kind.request())))
            .toList();
    return new OracleScenario(
        name, description, settings, closeness, changed, first, crowd, otherReplica);
  }

  /**
   * How closely is looked.
   *
   * @param pairs how many are compared, for each round that the run script asks for
   * @param pause before a request, after what is sent before it; in nanoseconds
   * @param tolerated the largest shift that is no difference, in nanoseconds
   * @param planted the delay of the control, in nanoseconds
   */
  record Closeness(int pairs, long pause, long tolerated, long planted) {}

  /**
   * What is told apart, or not.
   *
   * @param before is sent before the request; its time does not count
   */
  record Kind(String name, List<Request> before, Request request) {

    Kind(String name, Request request) {
      this(name, List.of(), request);
    }
  }

  /**
   * A request as it goes over the wire.
   *
   * @param text in ASCII
   * @param status that it must be answered with
   * @param late puts in what is known only when it is sent, of the same length
   */
  record Request(String text, int status, UnaryOperator<String> late) {

    /** A header field: the caller is in another network each time. */
    static final String FROM_A_NEW_NETWORK = "X-Forwarded-For: NEW_NETWORK\r\n";

    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final int CODE = "123456".length();

    Request(String text, int status) {
      this(text, status, UnaryOperator.identity());
    }

    /**
     * @param fields more header fields, each with its line end
     */
    static Request post(String path, String fields, String body, int status) {
      return new Request(
          """
          POST %s HTTP/1.1\r
          Host: localhost\r
          Content-Type: application/json\r
          %sContent-Length: %d\r
          \r
          %s"""
              .formatted(path, fields, body.length(), body),
          status);
    }

    /** The same text with the length of its body as it is. A code has six digits. */
    static String withLength(String text) {
      var body = text.substring(text.indexOf(END_OF_HEAD) + END_OF_HEAD.length());
      int length = body.replaceAll("CODE_OF_[a-z]+", "1".repeat(CODE)).length();
      return text.replaceFirst("Content-Length: \\d+", "Content-Length: " + length);
    }

    /**
     * @param network the number of a new one
     */
    byte[] bytes(int network) {
      var address = "10.%d.%d.%d".formatted(network >> 16, network >> 8 & 255, network & 255);
      return late.apply(text.replace("NEW_NETWORK", address)).getBytes(StandardCharsets.US_ASCII);
    }
  }
}
