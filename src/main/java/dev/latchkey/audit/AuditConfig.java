package dev.latchkey.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the audit. */
@ConfigMapping(prefix = "latchkey.audit")
public interface AuditConfig {

  /**
   * How many attempts of one outcome are told one by one in a second, where nothing was hashed for
   * them. Those beyond it are one event a second, with their number. Attempts that were hashed for
   * are always told one by one: this machine cannot hash so many.
   */
  @WithDefault("20")
  int eventsPerSecond();

  /**
   * A file to which each command that changes something appends its event, as well as to standard
   * error. It is made if it is missing. The service does not write it.
   */
  Optional<Path> commandFile();
}
