package dev.latchkey.settings;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Files that hold the value of a setting, as the secrets of Docker and Kubernetes are. */
@ConfigMapping(prefix = "latchkey.database")
public interface SettingFilesConfig {

  /** The file with the address of the database. */
  Optional<Path> urlFile();

  /** The file with the role to connect as. */
  Optional<Path> usernameFile();

  /** The file with the role's password. */
  Optional<Path> passwordFile();
}
