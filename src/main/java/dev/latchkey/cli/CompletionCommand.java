package dev.latchkey.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "generate-completion",
    description = "Prints a script that completes the commands and options in bash and zsh.",
    footerHeading = "%nExample:%n",
    footer = "  source <(latchkey generate-completion)")
class CompletionCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var program = spec.root();
    var out = spec.commandLine().getOut();
    out.print(AutoComplete.bash(program.name(), program.commandLine()));
    out.flush();
    return 0;
  }
}
