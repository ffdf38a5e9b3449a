package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.AuditLines;
import dev.latchkey.cli.console.Output;
import io.quarkus.test.junit.QuarkusTest;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands whose standard output takes nothing. */
@QuarkusTest
class UnwrittenOutputTest extends QuarkusCommands {

  private final StringWriter err = new StringWriter();

  /** Lists, single lines, secrets that are shown once, and what picocli itself prints. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org list",
        "org list --json",
        "user list ORG --json",
        "user list ORG --suspect --json",
        "user show ORG jane",
        "user disable ORG jane",
        "user reset-password ORG jane --json",
        "key generate",
        "key generate --factor",
        "generate-completion",
        "user list --help",
        "--version"
      })
  @EnabledIf("hasFullDevice")
  void fullDisk_failsInOneLine(String command) throws Exception {
    userAdd("correct horse battery", "jane", "jane@example.com");

    try (var full = new FileOutputStream("/dev/full")) {
      assertThat(exitCode(full, command)).isEqualTo(1);
    }
    assertThat(AuditLines.without(err.toString()))
        .isEqualToNormalizingNewlines(
            "latchkey: Standard output cannot be written, so what was printed is lost or not whole:"
                + " No space left on device\n");
  }

  static boolean hasFullDevice() {
    return Files.exists(Path.of("/dev/full"));
  }

  /** As a shell tells it of any other program, such as {@code seq 100000 | head}. */
  @Test
  void readerWhoLeft_isNoFaultToTellOf() {
    var closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    assertThat(exitCode(closed, "org list")).isEqualTo(141);
    assertThat(err.toString()).isEmpty();
  }

  /** What failed before has said so already. */
  @Test
  void commandThatFails_saysOneThing() throws Exception {
    try (var full = new FileOutputStream("/dev/full")) {
      assertThat(exitCode(full, "user show ORG nobody")).isEqualTo(1);
    }
    assertThat(err.toString()).startsWith("latchkey: USER: nobody in ").hasLineCount(1);
  }

  private int exitCode(OutputStream target, String command) {
    var factory = new CommandFactory(this::inThisQuarkus, input(""), this::audit, schema::migrate);
    return LatchkeyCommand.execute(
        LatchkeyCommand.commandLine(factory)
            .setOut(new Output(target))
            .setErr(new PrintWriter(err, true)),
        command.replace("ORG", domain).split(" "));
  }
}
