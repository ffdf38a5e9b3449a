package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program as a whole, as far as nothing has to be started for it. */
class UsageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "serve --help",
        "org --help",
        "org add --help",
        "user --help",
        "user add -h",
        "org list --help",
        "org suspend --help",
        "org resume --help",
        "user show --help",
        "user list --help",
        "user update --help",
        "user set-password --help",
        "user disable --help",
        "user enable --help",
        "user unlock --help",
        "user end-sessions --help",
        "user invite --help",
        "user reset-password --help",
        "user reset-mfa --help",
        "user delete --help",
        "user import --help",
        "generate-completion --help",
        "key --help",
        "key generate --help",
        "key usage --help",
        "calibrate --help",
        "migrate --help"
      })
  void help_goesToStandardOutput(String arguments) {
    var run = run(arguments.split(" "));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: latchkey");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org add --help",
        "org list --help",
        "org suspend --help",
        "org resume --help",
        "user add --help",
        "user show --help",
        "user list --help",
        "user update --help",
        "user set-password --help",
        "user disable --help",
        "user enable --help",
        "user unlock --help",
        "user end-sessions --help",
        "user invite --help",
        "user reset-password --help",
        "user reset-mfa --help",
        "user delete --help",
        "user import --help",
        "key generate --help",
        "key usage --help",
        "generate-completion --help",
        "calibrate --help"
      })
  void help_hasExamplesThatFitTheScreen(String arguments) {
    assertThat(run(arguments.split(" ")).out())
        .containsPattern("Examples?:\\R  (source <\\()?latchkey ")
        .satisfies(help -> assertThat(help.lines()).allMatch(line -> line.length() <= 80));
  }

  static Stream<CommandLine> commandsWithExamples() {
    return withSubcommands(LatchkeyCommand.commandLine())
        .filter(command -> command.getCommandSpec().usageMessage().footer().length > 0);
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(UsageTest::withSubcommands));
  }

  /** A line that picocli wraps cannot be pasted. */
  @ParameterizedTest
  @MethodSource("commandsWithExamples")
  void example_isPrintedLineForLine(CommandLine command) {
    command.getCommandSpec().usageMessage().width(80);

    assertThat(command.getUsageMessage(CommandLine.Help.Ansi.OFF).lines())
        .containsSubsequence(command.getCommandSpec().usageMessage().footer())
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void version_isPrinted() {
    assertThat(run("--version").out()).startsWith("latchkey ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "frob                | Unknown command frob (try: latchkey --help)",
        "org                 | Missing required subcommand (try: latchkey org --help)",
        "org add             | Missing required parameter: 'DOMAIN' (try: latchkey org add --help)",
        "org add a b         | Too many arguments (try: latchkey org add --help)",
        "org add a --frob=1  | Unknown option --frob (try: latchkey org add --help)",
        "user delete acme    | Missing required parameter: 'USER' (try: latchkey user delete --help)",
        "user add acme x     | Missing required options: '--email=EMAIL', '--first-name=NAME' (try:"
            + " latchkey user add --help)"
      })
  void badUsage_isOneLineAndExitCode2(String arguments, String message) {
    assertUsage("latchkey: " + message, arguments.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "a-", ".", "", "a b", "ä", "acme\u0000", "\u212A"})
  void malformedDomain_isBadUsage(String domain) {
    var run = run("org", "add", "--", domain);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("DOMAIN").contains("not a domain").hasLineCount(1);
  }

  /** As a shell would use it. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void completion_knowsTheCommands() throws Exception {
    var script = run("generate-completion").out();
    var bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "eval \"$1\"; COMP_WORDS=(latchkey user set); COMP_CWORD=2;"
                    + " _complete_latchkey; echo \"${COMPREPLY[*]}\"",
                "bash",
                script)
            .redirectErrorStream(true)
            .start();

    assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("set-password\n");
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void passwordOfAnExistingUser_isNoArgumentEither() {
    assertUsage(
        "latchkey: A password is never an argument: use --password-stdin"
            + " (try: latchkey user set-password --help)",
        "user set-password acme x --password hunter2hunter2".split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--password=hunter2hunter2", "--password hunter2hunter2"})
  void passwordAsArgument_isRefusedAndNotRepeated(String arguments) {
    var all = "user add acme x --email x@y --first-name X --last-name Y " + arguments;

    assertUsage(
        "latchkey: A password is never an argument: use --password-stdin"
            + " (try: latchkey user add --help)",
        all.split(" "));
  }

  @Test
  void argumentThatIsTooMany_isNotRepeated() {
    var run = run("user add acme x hunter2 --email x@y --first-name X --last-name Y".split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "username,  USERNAME: it is blank",
    "email,     --email: it is blank",
    "firstName, --first-name: it is blank",
    "lastName,  --last-name: it is blank"
  })
  void blankValue_namesTheOption(String field, String message) {
    var run =
        run(
            "user",
            "add",
            "acme",
            "username".equals(field) ? " " : "x",
            "--email",
            "email".equals(field) ? " " : "x@y",
            "--first-name",
            "firstName".equals(field) ? " " : "X",
            "--last-name",
            "lastName".equals(field) ? " " : "Y",
            "--password-stdin");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "latchkey: " + message + " (try: latchkey user add --help)\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0h", "-1h", "4000d", "soon", ""})
  void impossibleInvitation_isRefused(String duration) {
    var run =
        run(
            "user",
            "add",
            "acme",
            "x",
            "--email",
            "x@y",
            "--first-name",
            "X",
            "--last-name",
            "Y",
            "--invited",
            duration);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--invited").contains("72h").hasLineCount(1);
  }

  @Test
  void argumentThatTheLocaleCannotRead_isRefused() {
    var run = run("org", "add", "j\uFFFDhn");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("LC_ALL=C.UTF-8").hasLineCount(1);
  }

  @Test
  void memoryThatIsUsedUp_isOneLine() {
    var run = CommandRun.of(LatchkeyCommand.commandLine().addSubcommand(new TooMuch()), "too-much");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("-Xmx512m").hasLineCount(1);
  }

  /** As the JVM throws it where its heap has no room. */
  @Command(name = "too-much")
  static final class TooMuch implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  private static void assertUsage(String line, String... arguments) {
    var run = run(arguments);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualToNormalizingNewlines(line + "\n");
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(LatchkeyCommand.commandLine(), arguments);
  }
}
