package dev.latchkey.cli;

import dev.latchkey.start.ServiceApplication;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "serve",
    description = "Serves logins until it is told to stop. This is also what no command does.")
class ServeCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return ServiceApplication.serve();
  }
}
