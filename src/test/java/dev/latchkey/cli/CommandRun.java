package dev.latchkey.cli;

import dev.latchkey.AuditLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * What a command line did inside this JVM.
 *
 * @param err without the events of the audit
 * @param audit the events, each from {@code act=} on
 */
record CommandRun(int exitCode, String out, String err, List<String> audit) {

  /** One that did nothing which the audit tells. */
  CommandRun(int exitCode, String out, String err) {
    this(exitCode, out, err, List.of());
  }

  static CommandRun of(CommandLine commandLine, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = LatchkeyCommand.execute(commandLine, arguments);
    commandLine.getOut().flush();
    return new CommandRun(
        exitCode,
        out.toString(),
        AuditLines.without(err.toString()),
        AuditLines.of(err.toString()));
  }
}
