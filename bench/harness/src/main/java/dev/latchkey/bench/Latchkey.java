package dev.latchkey.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The packaged service in production mode with a generated key, and what callers ask of it. */
final class Latchkey implements AutoCloseable {

  static final String DATABASE = "latchkey";

  final int port = Server.freePort();
  final int managementPort = Server.freePort();
  private final Server server;

  /**
   * @param jar quarkus-run.jar
   * @param engine a value of latchkey.password.engine
   */
  Latchkey(Path folder, Path jar, List<String> javaOptions, String engine, Database database)
      throws IOException, InterruptedException {
    var environment =
        Map.of(
            "LATCHKEY_DATABASE_URL", database.url(DATABASE),
            "LATCHKEY_DATABASE_USERNAME", Database.USERNAME,
            "LATCHKEY_DATABASE_PASSWORD", Database.PASSWORD,
            "LATCHKEY_TOKEN_ISSUER", "https://login.example.com",
            "LATCHKEY_TOKEN_KEYS", keys(folder, jar).toString(),
            "LATCHKEY_PASSWORD_ENGINE", engine,
            "QUARKUS_HTTP_HOST", "127.0.0.1",
            "QUARKUS_HTTP_PORT", String.valueOf(port),
            "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
            "QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
    var command = new ArrayList<String>();
    command.add(Server.java());
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", jar.toString()));
    server = new Server(folder, engine, environment, command);
    server.await("http://127.0.0.1:" + managementPort + "/q/health");
  }

  private static Path keys(Path folder, Path jar) throws IOException, InterruptedException {
    Path keys = folder.resolve("keys");
    if (!Files.exists(keys)) {
      Files.createDirectory(keys);
      var generate =
          new ProcessBuilder(Server.java(), "-jar", jar.toString(), "key", "generate")
              .directory(folder.toFile())
              .redirectError(folder.resolve("key.log").toFile())
              .redirectOutput(keys.resolve("bench.pem").toFile())
              .start();
      if (!generate.waitFor(60, TimeUnit.SECONDS) || generate.exitValue() != 0) {
        throw new IllegalStateException(Files.readString(folder.resolve("key.log")));
      }
    }
    return keys;
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

  /** Logins with the right password, of users picked at random. */
  static Supplier<byte[]> logins(List<String> domains, int usersEach) {
    var random = new SplittableRandom(7);
    return () -> {
      int user = random.nextInt(usersEach);
      return login(
          domains.get(random.nextInt(domains.size())), "user-" + user, Database.password(user));
    };
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
