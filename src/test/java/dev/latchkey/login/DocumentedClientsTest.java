package dev.latchkey.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The programs that the documentation shows, as they are, against the seeded user. One whose
 * interpreter is not installed is skipped; in CI, which installs them, that is a failure.
 */
@QuarkusTest
class DocumentedClientsTest {

  private static final Path PROGRAMS = Path.of("src", "test", "clients");

  enum Client {
    CURL("login.sh", List.of("sh"), List.of("curl", "--version")),
    NODE_FETCH("login.mjs", List.of("node"), List.of("node", "-e", "fetch")),
    RUBY_NET_HTTP("login.rb", List.of("ruby"), List.of("ruby", "-rnet/http", "-e", "0")),
    PYTHON_REQUESTS("login.py", List.of("python3"), List.of("python3", "-c", "import requests"));

    private final String program;
    private final List<String> interpreter;
    private final List<String> check;

    Client(String program, List<String> interpreter, List<String> check) {
      this.program = program;
      this.interpreter = interpreter;
      this.check = check;
    }
  }

  record Outcome(int exit, String output) {}

  @ParameterizedTest
  @EnumSource
  void documentedClient_logsIn(Client client) throws Exception {
    requireInstalled(client);
    var command = new ArrayList<>(client.interpreter);
    command.add(PROGRAMS.resolve(client.program).toString());
    command.add("http://localhost:" + RestAssured.port);

    var outcome = run(command);

    assertThat(outcome.exit()).as(outcome.output()).isZero();
    var lines = outcome.output().lines().toList();
    assertThat(lines).as(outcome.output()).hasSize(2).first().isEqualTo("200");
    var body = new ObjectMapper().readTree(lines.get(1));
    assertThat(body.fieldNames()).toIterable().containsExactly("token", "expires_in", "user");
    assertThat(body.get("token").asText()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    assertThat(body.get("expires_in").asInt()).isEqualTo(3600);
    assertThat(body.at("/user/email").asText()).isEqualTo("john.doe@example.com");
    assertThat(body.at("/user/status").asText()).isEqualTo("active");
  }

  private static void requireInstalled(Client client) throws InterruptedException {
    String missing = client + " is not installed: " + String.join(" ", client.check);
    try {
      if (run(client.check).exit() == 0) {
        return;
      }
    } catch (IOException noSuchProgram) {
      missing += ": " + noSuchProgram.getMessage();
    }
    if ("true".equals(System.getenv("CI"))) {
      fail(missing);
    }
    abort(missing);
  }

  private static Outcome run(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
      return new Outcome(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
