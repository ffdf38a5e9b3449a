package dev.latchkey.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command line did inside this JVM. */
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(CommandLine commandLine, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = LatchkeyCommand.execute(commandLine, arguments);
    commandLine.getOut().flush();
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
