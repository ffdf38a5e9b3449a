package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class HealthCommandTest {

  @Test
  void service_thatIsWell_isNothingToTell() throws Exception {
    assertThat(healthOfServiceThatAnswers(200)).isEqualTo(new CommandRun(0, "", ""));
  }

  @Test
  void service_thatIsNotWell_fails() throws Exception {
    var run = healthOfServiceThatAnswers(503);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("is not well: status 503").hasLineCount(1);
  }

  @Test
  void service_thatIsNotThere_fails() throws Exception {
    int free;
    try (var taken = new ServerSocket(0)) {
      free = taken.getLocalPort();
    }
    var run = health("--port", Integer.toString(free));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("latchkey: No service answers on port " + free + ".\n");
  }

  @Test
  void service_thatDoesNotAnswer_fails() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var port = Integer.toString(silent.getLocalPort());
      var run = health("--port", port, "--timeout", "100ms");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("No service answers");
    }
  }

  @Test
  void port_thatIsNone_isNamed() {
    assertThat(health("--port", "0").err()).contains("--port").hasLineCount(1);
    assertThat(health("--port", "65536").exitCode()).isEqualTo(1);
  }

  private static CommandRun healthOfServiceThatAnswers(int status) throws IOException {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", exchange -> answer(exchange, status));
    server.start();
    try {
      return health("--port", Integer.toString(server.getAddress().getPort()));
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    boolean asked = exchange.getRequestURI().getPath().equals("/q/health");
    exchange.sendResponseHeaders(asked ? status : 404, -1);
    exchange.close();
  }

  private static CommandRun health(String... options) {
    var arguments = new String[options.length + 1];
    arguments[0] = "health";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return CommandRun.of(LatchkeyCommand.commandLine(), arguments);
  }
}
