package dev.latchkey.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The packaged service in production mode with a generated key, and what callers ask of it. */
final class Latchkey implements AutoCloseable {

  static final String DATABASE = "latchkey";

  final int port = Server.freePort();
  final int managementPort = Server.freePort();
  private final Server server;

  /**
   * Waits until it serves.
   *
   * @param jar quarkus-run.jar
   * @param engine a value of latchkey.password.engine
   */
  Latchkey(Path folder, Path jar, List<String> javaOptions, String engine, Database database)
      throws IOException, InterruptedException {
    this(
        folder,
        engine,
        command(jar, javaOptions),
        Map.of("LATCHKEY_PASSWORD_ENGINE", engine),
        database);
    server.await("http://127.0.0.1:" + managementPort + "/q/health");
  }

  /**
   * Does not wait until it serves.
   *
   * @param command what starts the program
   */
  Latchkey(
      Path folder,
      String name,
      List<String> command,
      Map<String, String> settings,
      Database database)
      throws IOException, InterruptedException {
    var environment = new HashMap<String, String>();
    environment.put("LATCHKEY_DATABASE_URL", database.url(DATABASE));
    environment.put("LATCHKEY_DATABASE_USERNAME", Database.USERNAME);
    environment.put("LATCHKEY_DATABASE_PASSWORD", Database.PASSWORD);
    environment.put("LATCHKEY_TOKEN_ISSUER", "https://login.example.com");
    environment.put("LATCHKEY_TOKEN_KEYS", keys(folder, command).toString());
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
    environment.putAll(settings);
    server = new Server(folder, name, environment, command);
  }

  static List<String> command(Path jar, List<String> javaOptions) {
    var command = new ArrayList<String>();
    command.add(Server.java());
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  private static Path keys(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path keys = folder.resolve("keys");
    if (!Files.exists(keys)) {
      Files.createDirectory(keys);
      Files.writeString(keys.resolve("bench.pem"), run(folder, command, "key", "generate"));
    }
    return keys;
  }

  /** What a command writes to standard output. */
  static String run(Path folder, List<String> command, String... arguments)
      throws IOException, InterruptedException {
    var all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    Path out = folder.resolve("command.out");
    Path err = folder.resolve("command.log");
    var process =
        new ProcessBuilder(all)
            .directory(folder.toFile())
            .redirectError(err.toFile())
            .redirectOutput(out.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(Files.readString(err));
    }
    return Files.readString(out);
  }

  long pid() {
    return server.pid();
  }

  Usage usage(Database database) {
    return Usage.of(pid(), database.postmaster());
  }

  Load.Stream health(double perSecond) {
    return Load.Stream.open("health", managementPort, perSecond, get("/q/health"));
  }

  Load.Stream keySet(double perSecond) {
    return Load.Stream.open("keys", port, perSecond, get("/.well-known/jwks.json"));
  }

  private static Supplier<byte[]> get(String path) {
    byte[] request =
        "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
            .formatted(path)
            .getBytes(StandardCharsets.US_ASCII);
    return () -> request;
  }

  /** Logins with the right password, of users picked at random; made before, not under load. */
  static Supplier<byte[]> logins(List<String> domains, int usersEach) {
    List<byte[]> all =
        domains.stream()
            .flatMap(
                domain ->
                    IntStream.range(0, usersEach)
                        .mapToObj(
                            user -> login(domain, "user-" + user, Database.password(user))))
            .toList();
    var random = new SplittableRandom(7);
    return () -> all.get(random.nextInt(all.size()));
  }

  static byte[] login(String domain, String username, String password) {
    String body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
    return ("POST /v1/%s/auth/login HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nAccept: application/json\r\n"
            + "Content-Length: %d\r\n\r\n%s")
        .formatted(domain, body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    server.close();
  }
}
