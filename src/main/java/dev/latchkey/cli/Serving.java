package dev.latchkey.cli;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;

/** What the main thread does while the ports serve: nothing, once Quarkus has told of the start. */
@Dependent
@Unremovable
class Serving implements QuarkusApplication {

  private final Instance<DevelopmentSeed> development;

  Serving(Instance<DevelopmentSeed> development) {
    this.development = development;
  }

  @Override
  public int run(String... args) {
    development.stream().forEach(DevelopmentSeed::tell);
    Quarkus.waitForExit();
    return 0;
  }
}
