package dev.latchkey.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandAuditTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T12:00:00.123456Z"), ZoneOffset.UTC);
  private static final Operator ROOT =
      new Operator("root", "db1", Optional.of("alice"), Optional.of("latchkey_operator"));

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @Test
  void event_isOneLineOnStandardError() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("organization", "acme");
    fields.put("user", "5f0c6d1e-6a0f-4a6e-9d3f-3d4b8f0a7f11");
    write(Optional.empty(), ROOT, fields);

    assertThat(err)
        .hasToString(
            "2026-01-31T12:00:00.123Z audit act=user_disable by=root@db1 sudoUser=alice"
                + " role=latchkey_operator organization=acme"
                + " user=5f0c6d1e-6a0f-4a6e-9d3f-3d4b8f0a7f11"
                + System.lineSeparator());
  }

  @Test
  void whatIsNotKnown_isLeftOut() {
    write(
        Optional.empty(),
        new Operator("root", "db1", Optional.empty(), Optional.empty()),
        Map.of());

    assertThat(err.toString()).endsWith(" audit act=user_disable by=root@db1\n");
  }

  @Test
  void events_areAppendedToTheFile() throws IOException {
    var file = Files.writeString(folder.resolve("audit.log"), "before\n");
    write(Optional.of(file), ROOT, Map.of("n", "1"));
    write(Optional.of(file), ROOT, Map.of("n", "2"));

    assertThat(file).hasContent("before\n" + err.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void newFile_isNotForEverybody() throws IOException {
    var file = folder.resolve("audit.log");
    write(Optional.of(file), ROOT, Map.of());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .startsWith("rw-r")
        .endsWith("---");
  }

  /** Two operators, each with a file that is open. */
  @Test
  void commandsAtOnce_loseNoLine() throws Exception {
    var file = folder.resolve("audit.log");
    var threads = Executors.newFixedThreadPool(4);
    try {
      var tasks = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < 4; i++) {
        var number = Integer.toString(i);
        tasks.add(() -> writeMany(file, number));
      }
      for (var task : threads.invokeAll(tasks)) {
        assertThat(task.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(Files.readAllLines(file))
        .hasSize(4 * 250)
        .allMatch(line -> line.matches("\\S+Z audit act=x by=root@db1 \\S+ \\S+ n=[0-3]"));
  }

  private static boolean writeMany(Path file, String number) {
    var nowhere = new PrintWriter(PrintWriter.nullWriter());
    try (var audit =
        CommandAudit.open(new TestAuditConfig(1, Optional.of(file)), ROOT, CLOCK, nowhere)) {
      for (int i = 0; i < 250; i++) {
        audit.write("x", Map.of("n", number));
      }
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "missing/audit.log"})
  void fileThatCannotBeWritten_isRefusedBeforeAnythingIsDone(String name) {
    assertThatThrownBy(() -> open(Optional.of(folder.resolve(name)), ROOT))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "LATCHKEY_AUDIT_COMMAND_FILE (latchkey.audit.command-file) cannot be written, so"
                + " nothing was done: ")
        .hasMessageNotContaining(folder.toString());
  }

  /** The event is on standard error all the same. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void fileThatIsFullMeanwhile_isTold() {
    assertThatThrownBy(() -> write(Optional.of(Path.of("/dev/full")), ROOT, Map.of()))
        .isInstanceOf(LostEventException.class)
        .hasMessageContaining("The change was made")
        .hasMessageContaining("LATCHKEY_AUDIT_COMMAND_FILE");
    assertThat(err.toString()).contains("act=user_disable");
  }

  @ParameterizedTest
  @CsvSource({
    "a.b-c_d@e:f+g,      a.b-c_d@e:f+g",
    "'two words',        two\\u0020words",
    "'x act=y',          x\\u0020act\\u003dy",
    "'back\\slash\"',   back\\u005cslash\\u0022",
    "jörg,               j\\u00f6rg"
  })
  void value_endsNoField(String value, String written) {
    assertThat(Word.of(value)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\u001b", "\u0085", "\u2028", "\u202e", "\0", "\t"})
  void value_endsNoLineAndSteersNoTerminal(String character) {
    write(
        Optional.empty(),
        new Operator("a" + character, character, Optional.of(character), Optional.of(character)),
        Map.of("n", character));

    assertThat(err.toString().strip())
        .matches("[ -~]+")
        .containsPattern("by=a\\\\u[0-9a-f]{4}@\\\\u[0-9a-f]{4} ");
  }

  @Test
  void longValue_isCut() {
    assertThat(Word.of("x".repeat(10_000))).hasSize(128);
  }

  @Test
  void operator_isTheAccountOfThisProcess() {
    var operator = Operator.of(Map.of("SUDO_USER", "alice"), Optional.of("role"));

    assertThat(operator.account()).isEqualTo(System.getProperty("user.name"));
    assertThat(operator.host()).isNotBlank().doesNotContain("\n");
    assertThat(operator.sudoUser()).contains("alice");
    assertThat(operator.role()).contains("role");
    assertThat(Operator.of(Map.of("SUDO_USER", ""), Optional.of("")))
        .extracting(Operator::sudoUser, Operator::role)
        .containsExactly(Optional.empty(), Optional.empty());
  }

  private void write(Optional<Path> file, Operator operator, Map<String, String> fields) {
    try (var audit = open(file, operator)) {
      audit.write("user_disable", fields);
    }
  }

  private CommandAudit open(Optional<Path> file, Operator operator) {
    return CommandAudit.open(
        new TestAuditConfig(1, file), operator, CLOCK, new PrintWriter(err, true));
  }
}
