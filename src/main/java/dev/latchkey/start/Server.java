package dev.latchkey.start;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Quarkus with its ports, until the process is told to stop. */
public final class Server {

  private int exitCode;

  private Server() {}

  /** Returns when the service has stopped. */
  public static int run() {
    var server = new Server();
    Quarkus.run(Serving.class, server::end);
    return server.exitCode;
  }

  private void end(int code, @Nullable Throwable failure) {
    exitCode = code;
    if (LaunchMode.current() != LaunchMode.NORMAL) {
      // Dev mode waits for a change of the code instead of ending, and wants to see all of it.
      if (failure != null) {
        Logger.getLogger(Server.class).error("The service did not start", failure);
      }
      ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    } else if (failure != null) {
      report(failure);
    }
  }

  private static void report(Throwable failure) {
    var line = StartFailureText.explain(failure, ConfigProvider.getConfig());
    if (line.isPresent()) {
      System.err.println("latchkey: " + line.get());
    } else {
      System.err.println("latchkey: the service did not start");
      failure.printStackTrace();
    }
  }
}
