package dev.latchkey.start;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;

/** What the main thread does while the ports serve: nothing, once Quarkus has told of the start. */
@Dependent
@Unremovable
class Serving implements QuarkusApplication {

  private final Event<ServiceStarted> started;

  Serving(Event<ServiceStarted> started) {
    this.started = started;
  }

  @Override
  public int run(String... args) {
    started.fire(new ServiceStarted());
    Quarkus.waitForExit();
    return 0;
  }
}
