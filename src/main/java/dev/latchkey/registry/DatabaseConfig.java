package dev.latchkey.registry;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/**
 * The database in production; dev mode and tests bring their own. Quarkus' own settings are derived
 * from these in {@code application.properties}.
 */
@ConfigMapping(prefix = "latchkey.database")
public interface DatabaseConfig {

  /** {@code postgresql://host:5432/name}, with PostgreSQL's parameters, but without credentials. */
  Optional<String> url();

  /** The role to connect as. */
  Optional<String> username();

  /** The role's password. */
  Optional<String> password();

  /** The role of the service, to which {@code migrate} gives what it needs. */
  Optional<String> serviceRole();

  /** The role of the commands, to which {@code migrate} gives what they need. */
  Optional<String> operatorRole();
}
