package dev.latchkey.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Keycloak as it is distributed, with nothing set but where its database is. */
final class Keycloak implements AutoCloseable {

  static final String DATABASE = "keycloak";

  private static final String TOKENS = "/realms/bench/protocol/openid-connect/token";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Everything is the default but that a password may be shown directly. */
  private static final String REALM =
      """
      { "realm": "bench", "enabled": true, "sslRequired": "none",
        "clients": [ { "clientId": "bench", "enabled": true, "publicClient": true,
                       "directAccessGrantsEnabled": true, "standardFlowEnabled": false } ],
        "users": [ { "username": "user-0", "email": "user-0@example.com", "emailVerified": true,
                     "firstName": "User", "lastName": "Number 0", "enabled": true,
                     "credentials": [ { "type": "password", "value": "correct horse" } ] } ] }
      """;

  /** As many users as wanted, each with the credential, the roles and the names of the first. */
  private static final String FILL =
      """
      CREATE TEMP TABLE made AS SELECT gen_random_uuid()::text AS id, i
        FROM generate_series(1, %d) i;
      INSERT INTO user_entity (id, username, email, email_constraint, email_verified, enabled,
          first_name, last_name, realm_id, created_timestamp, not_before)
        SELECT m.id, 'user-' || i, 'user-' || i || '@example.com', 'user-' || i || '@example.com',
          true, true, 'User', 'Number ' || i, u.realm_id, u.created_timestamp, u.not_before
        FROM made m, user_entity u WHERE u.username = 'user-0';
      INSERT INTO credential (id, type, user_id, created_date, secret_data, credential_data,
          priority)
        SELECT gen_random_uuid()::text, c.type, m.id, c.created_date, c.secret_data,
          c.credential_data, c.priority
        FROM made m, credential c JOIN user_entity u ON u.id = c.user_id
        WHERE u.username = 'user-0';
      INSERT INTO user_role_mapping (role_id, user_id)
        SELECT r.role_id, m.id FROM made m, user_role_mapping r
          JOIN user_entity u ON u.id = r.user_id WHERE u.username = 'user-0';
      ANALYZE;
      """;

  final int port = Server.freePort();
  private final Server server;

  /**
   * @param zip the distribution
   */
  Keycloak(Path folder, Path zip, Database database, int users) throws Exception {
    run(folder, "unzip", "-q", zip.toString(), "-d", folder.toString());
    Path home;
    try (Stream<Path> files = Files.list(folder)) {
      home =
          files
              .filter(file -> file.getFileName().toString().startsWith("keycloak-"))
              .filter(Files::isDirectory)
              .findFirst()
              .orElseThrow();
    }
    Files.createDirectories(home.resolve("data/import"));
    Files.writeString(home.resolve("data/import/bench-realm.json"), REALM);
    String kc = home.resolve("bin/kc.sh").toString();
    run(folder, kc, "build", "--db=postgres", "--health-enabled=true");
    int management = Server.freePort();
    server =
        new Server(
            folder,
            "keycloak",
            Map.of("KC_DB_USERNAME", Database.USERNAME, "KC_DB_PASSWORD", Database.PASSWORD),
            List.of(
                kc,
                "start",
                "--optimized",
                "--import-realm",
                "--db-url=jdbc:" + database.url(DATABASE),
                "--hostname-strict=false",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + management,
                "--cache=local"));
    server.await("http://127.0.0.1:" + port + "/realms/bench");
    database.execute(DATABASE, FILL.formatted(users - 1));
  }

  private static void run(Path folder, String... command) throws Exception {
    Path log = folder.resolve("keycloak-setup.log");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var process = builder.start();
    if (!process.waitFor(300, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(Files.readString(log));
    }
  }

  long pid() {
    return server.pid();
  }

  /** Direct grants with the right password, of users picked at random. */
  Supplier<byte[]> logins(int users) {
    var random = new SplittableRandom(7);
    return () -> request(login(random.nextInt(users)));
  }

  private static String login(int user) {
    return "grant_type=password&client_id=bench&username=user-%d&password=correct+horse"
        .formatted(user);
  }

  /** Refreshes of sessions that are made now, one for each user; a refresh token is good again. */
  List<byte[]> refreshes(int users) throws IOException, InterruptedException {
    var client = HttpClient.newHttpClient();
    var address = URI.create("http://127.0.0.1:" + port + TOKENS);
    var refreshes = new ArrayList<byte[]>();
    for (int user = 0; user < users; user++) {
      var request =
          HttpRequest.newBuilder(address)
              .header("Content-Type", FORM)
              .POST(BodyPublishers.ofString(login(user)))
              .build();
      var answer = client.send(request, BodyHandlers.ofString());
      var token = OneCaller.text(answer.body(), "refresh_token");
      refreshes.add(
          request("grant_type=refresh_token&client_id=bench&refresh_token=%s".formatted(token)));
    }
    return refreshes;
  }

  /** To the address that the tokens have in their issuer. */
  private byte[] request(String body) {
    return """
        POST %s HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Content-Type: %s\r
        Accept: application/json\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(TOKENS, port, FORM, body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    server.close();
  }
}
