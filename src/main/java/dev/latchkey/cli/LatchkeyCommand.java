package dev.latchkey.cli;

import dev.latchkey.cli.console.Output;
import dev.latchkey.start.ServiceApplication;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program. Without a command it serves. Only the commands that need Quarkus start it. */
@Command(
    name = "latchkey",
    description = {
      "A login service: username and password in, signed token out.",
      "Without a command it serves."
    },
    subcommands = {
      ServeCommand.class,
      OrgCommand.class,
      UserCommand.class,
      KeyCommand.class,
      CalibrateCommand.class,
      MigrateCommand.class,
      CompletionCommand.class,
      HealthCommand.class
    },
    versionProvider = Version.class,
    footerHeading = "%nA production database is filled like this:%n",
    footer = {
      "  latchkey key generate --out keys/first.pem",
      "  latchkey org add acme",
      "  latchkey user add acme john.doe --email john.doe@example.com \\",
      "      --first-name John --last-name Doe"
    })
public final class LatchkeyCommand implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  /** What the JVM makes of bytes that the locale cannot decode. */
  private static final String UNDECODABLE = "\uFFFD";

  public static CommandLine commandLine() {
    return commandLine(CommandFactory.ofProcess());
  }

  static CommandLine commandLine(IFactory factory) {
    var errors = new CommandErrors();
    return new CommandLine(new LatchkeyCommand(), factory)
        .setOut(Output.ofProcess())
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setExpandAtFiles(false); // a name may begin with @
  }

  public static int execute(CommandLine commandLine, String... args) {
    if (Stream.of(args).anyMatch(arg -> arg.contains(UNDECODABLE))) {
      commandLine
          .getErr()
          .println("latchkey: an argument cannot be read in this locale: set LC_ALL=C.UTF-8");
      return CommandLine.ExitCode.USAGE;
    }
    int exitCode = run(commandLine, args);
    return exitCode == CommandLine.ExitCode.OK && commandLine.getOut() instanceof Output out
        ? CommandErrors.exitCode(commandLine, out)
        : exitCode;
  }

  private static int run(CommandLine commandLine, String... args) {
    try {
      return commandLine.execute(args);
    } catch (OutOfMemoryError e) {
      return CommandErrors.outOfMemory(commandLine);
    }
  }

  @Override
  public Integer call() {
    return ServiceApplication.serve();
  }
}
