package dev.latchkey;

import dev.latchkey.cli.LatchkeyCommand;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The {@code main} of the service and of its commands. */
@QuarkusMain
public final class Latchkey {

  Latchkey() {}

  public static void main(String... args) {
    // What it says before logging is set up would be printed by a start that fails that early.
    Logger.getLogger("org.hibernate.orm").setLevel(Level.WARNING);
    int exitCode = LatchkeyCommand.execute(LatchkeyCommand.commandLine(), args);
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      System.exit(exitCode);
    }
  }
}
