package dev.latchkey.audit;

import java.nio.file.Path;
import java.util.Optional;

/** Settings as a test wants them. */
record TestAuditConfig(int eventsPerSecond, Optional<Path> commandFile) implements AuditConfig {

  TestAuditConfig(int eventsPerSecond) {
    this(eventsPerSecond, Optional.empty());
  }
}
