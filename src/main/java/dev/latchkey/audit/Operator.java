package dev.latchkey.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who runs a command, as far as this machine knows. Nothing here is proof: the account may be
 * shared, and who has it can set the variables.
 *
 * @param account of the operating system
 * @param host the machine's name
 * @param sudoUser who became that account with {@code sudo}
 * @param role that the command connects to the database as
 */
public record Operator(
    String account, String host, Optional<String> sudoUser, Optional<String> role) {

  private static final String UNKNOWN = "?";
  private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /**
   * @param environment of the process
   * @param role that its commands connect to the database as, if they do
   */
  public static Operator of(Map<String, String> environment, Optional<String> role) {
    return new Operator(
        Objects.requireNonNullElse(System.getProperty("user.name"), UNKNOWN),
        host(environment),
        Optional.ofNullable(environment.get("SUDO_USER")).filter(name -> !name.isBlank()),
        role.filter(name -> !name.isBlank()));
  }

  /** Without the JDK's look-up, which asks a name server. */
  private static String host(Map<String, String> environment) {
    try {
      return Files.readString(LINUX_HOST_NAME, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      return Optional.ofNullable(environment.get("HOSTNAME"))
          .or(() -> Optional.ofNullable(environment.get("COMPUTERNAME")))
          .orElse(UNKNOWN);
    }
  }
}
