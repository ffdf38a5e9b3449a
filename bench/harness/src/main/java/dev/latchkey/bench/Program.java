package dev.latchkey.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Latchkey as a jar or as a native executable, with a database and a key: it runs commands and
 * starts services in production mode.
 *
 * @param folder a temporary one
 * @param command what starts the program
 */
record Program(Path folder, List<String> command, Database database) {

  static final String DATABASE = "latchkey";

  private static final int FACTOR_KEY_BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");

  static Program jar(Options options, Database database) {
    return jar(options, options.jar(), database);
  }

  /** Another one than that of this tree. */
  static Program jar(Options options, Path jar, Database database) {
    return new Program(options.folder(), Server.java(options, jar.toString()), database);
  }

  /** Does not wait until it serves. */
  Latchkey start(String name, Latchkey.Ports ports, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path keys = keys();
    if (!Files.exists(keys)) {
      Files.createDirectory(keys);
      Files.writeString(keys.resolve("bench.pem"), run("key", "generate"));
    }
    var environment = new HashMap<>(environment());
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(ports.api()));
    environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(ports.management()));
    environment.putAll(settings);
    return new Latchkey(new Server(folder, name, environment, command), ports, database);
  }

  /** A setting: a folder with a key for the secrets of second factors, made once. */
  Map<String, String> factorKeys() throws IOException {
    Path keys = Files.createDirectories(folder.resolve("factor-keys"));
    Path key = keys.resolve("bench.key");
    if (!Files.exists(key)) {
      Files.createFile(key, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
      var random = new byte[FACTOR_KEY_BYTES];
      new SecureRandom().nextBytes(random);
      Files.writeString(key, Base64.getEncoder().encodeToString(random));
    }
    return Map.of("LATCHKEY_FACTOR_KEYS", keys.toString());
  }

  /** Waits until it serves. */
  Latchkey startWithEngine(String engine) throws IOException, InterruptedException {
    var settings = Map.of("LATCHKEY_PASSWORD_ENGINE", engine);
    var latchkey = start(engine, Latchkey.Ports.free(), settings);
    latchkey.awaitHealthy();
    return latchkey;
  }

  /** What a command writes to standard output. */
  String run(String... arguments) throws IOException, InterruptedException {
    var all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    Path out = folder.resolve("command.out");
    Path err = folder.resolve("command.log");
    var builder =
        new ProcessBuilder(all)
            .directory(folder.toFile())
            .redirectError(err.toFile())
            .redirectOutput(out.toFile());
    builder.environment().putAll(environment());
    var process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(String.join(" ", arguments) + "\n" + Files.readString(err));
    }
    return Files.readString(out);
  }

  private Map<String, String> environment() {
    return Map.of(
        "LATCHKEY_DATABASE_URL",
        database.url(DATABASE),
        "LATCHKEY_DATABASE_USERNAME",
        Database.USERNAME,
        "LATCHKEY_DATABASE_PASSWORD",
        Database.PASSWORD,
        "LATCHKEY_TOKEN_ISSUER",
        "https://login.example.com",
        "LATCHKEY_TOKEN_KEYS",
        keys().toString());
  }

  private Path keys() {
    return folder.resolve("keys");
  }
}
