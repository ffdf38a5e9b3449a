package dev.latchkey.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How passwords are hashed. */
@ConfigMapping(prefix = "latchkey.password")
public interface PasswordConfig {

  /**
   * The bcrypt cost of new hashes: each step doubles the work of a login and of an attack. From 4 to
   * 15; anything else refuses the start.
   */
  @WithDefault("10")
  int cost();
}
