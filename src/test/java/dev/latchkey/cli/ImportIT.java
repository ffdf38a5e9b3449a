package dev.latchkey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedJar;
import dev.latchkey.TestDatabase;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Large imports as an operator runs them: the packaged jar, in a process of its own. */
class ImportIT {

  private static final int USERS = 10_000;
  private static final String HEADER = "username,email,firstName,lastName,passwordHash";

  @TempDir Path folder;

  private TestDatabase database;

  @BeforeEach
  void addOrganization() {
    database = TestDatabase.create();
    assertThat(PackagedJar.run(database.environment(), "org", "add", "acme").problems()).isEmpty();
  }

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void tenThousandUsers_areImportedInSeconds() throws Exception {
    var file = write("users.csv", lines());

    var dry = importFile(file, "--dry-run");
    assertThat(dry.out())
        .isEqualTo("Checked 10000 users for acme: all can be imported, none was kept\n");
    assertThat(userCount()).isEqualTo("0");

    var run = importFile(file);
    assertThat(run.problems()).isEmpty();
    assertThat(run.out()).isEqualTo("Imported 10000 users into acme\n");
    assertThat(run.time()).isLessThan(Duration.ofSeconds(60));
    assertThat(userCount()).isEqualTo("10000");
    assertThat(database.query("SELECT count(*) FROM login_names")).isEqualTo("20000");

    var list = PackagedJar.run(database.environment(), "user", "list", "acme");
    assertThat(list.out().lines())
        .hasSize(USERS + 1)
        .anyMatch(line -> line.startsWith("user9999 "));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void row9999Bad_keepsNothingAndNamesIt() throws Exception {
    var lines = lines();
    lines.set(9_998, lines.get(9_998).replace("$2b$", "$2x$"));

    var run = importFile(write("users.csv", lines));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            "latchkey: row 9999: passwordHash is of the kind $2x$, made by a faulty bcrypt: such a"
                + " password must be reset",
            "latchkey: Nothing was imported. Bad rows: 1 of 10000.");
    assertThat(userCount()).isEqualTo("0");
  }

  /**
   * The file is a pipe that is held open, so that half-way is for as long as it takes to see it.
   */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void importKilledHalfWay_keepsNothing() throws Exception {
    var pipe = folder.resolve("users.csv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (var run =
            PackagedJar.start(database.environment(), "user", "import", "acme", pipe.toString());
        var file = new FileOutputStream(pipe.toFile())) {
      file.write((String.join("\n", lines().subList(0, USERS / 2)) + "\n").getBytes(UTF_8));
      awaitInDatabase("pg_relation_size('users') > 0", "rows written");
      awaitInDatabase("EXISTS " + SESSION + " AND state = 'idle in transaction')", "more wanted");

      run.process().destroyForcibly();
      assertThat(run.outcome().exitCode()).isNotZero();
      assertThat(run.out()).isEmpty();
    }
    awaitInDatabase("NOT EXISTS " + SESSION + ")", "its session gone");
    assertThat(userCount()).isEqualTo("0");
    assertThat(database.query("SELECT count(*) FROM login_names")).isEqualTo("0");

    assertThat(importFile(write("again.csv", lines().subList(0, USERS / 2))).exitCode()).isZero();
  }

  private static final String SESSION =
      "(SELECT FROM pg_stat_activity WHERE datname = current_database()"
          + " AND application_name = 'latchkey'";

  private void awaitInDatabase(String condition, String description) {
    var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!"t".equals(database.query("SELECT " + condition))) {
      assertThat(System.nanoTime()).as(description).isLessThan(deadline);
    }
  }

  private PackagedJar.Outcome importFile(Path file, String... options) {
    var arguments = new ArrayList<>(List.of("user", "import", "acme", file.toString()));
    arguments.addAll(List.of(options));
    return PackagedJar.run(database.environment(), arguments.toArray(String[]::new));
  }

  private Path write(String name, List<String> lines) throws Exception {
    return Files.write(folder.resolve(name), lines);
  }

  private String userCount() {
    return database.query("SELECT count(*) FROM users");
  }

  private static List<String> lines() {
    var lines = new ArrayList<>(List.of(HEADER));
    IntStream.range(0, USERS)
        .mapToObj(
            i -> "user" + i + ",user" + i + "@example.com,First,Last,$2b$10$" + "x".repeat(53))
        .forEach(lines::add);
    return lines;
  }
}
