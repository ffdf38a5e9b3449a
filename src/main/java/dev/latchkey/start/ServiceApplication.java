package dev.latchkey.start;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts Quarkus with its ports, and serves until the process is told to stop. */
@Dependent
@Unremovable
public class ServiceApplication implements QuarkusApplication {

  private final Event<ServiceStarted> started;

  ServiceApplication(Event<ServiceStarted> started) {
    this.started = started;
  }

  /** Returns the exit code when the service has stopped. */
  public static int serve() {
    var exit = new Exit();
    Quarkus.run(ServiceApplication.class, exit::end);
    return exit.code;
  }

  /**
   * What the main thread does while the ports serve: nothing, once Quarkus has told of the start.
   */
  @Override
  public int run(String... args) {
    started.fire(new ServiceStarted());
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      ShutdownWatchdog.install(ConfigProvider.getConfig());
    }
    Quarkus.waitForExit();
    return 0;
  }

  private static final class Exit {

    private int code;

    private void end(int code, @Nullable Throwable failure) {
      this.code = code;
      if (LaunchMode.current() != LaunchMode.NORMAL) {
        // Dev mode waits for a change of the code instead of ending, and wants to see all of it.
        if (failure != null) {
          Logger.getLogger(ServiceApplication.class).error("The service did not start", failure);
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
}
