package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.NameServer;
import dev.latchkey.PackagedJar;
import dev.latchkey.PackagedService;
import dev.latchkey.TestDatabase;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** How the service finds the address of the database by its name. */
@DisabledIfSystemProperty(
    named = "native.image.path",
    matches = ".+",
    disabledReason = "an executable always uses the resolver of the JDK")
class NameResolutionIT {

  private static final String NAME = "latchkey_db.example";

  private static final String OTHERS =
      "select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

  /** The resolver of the JDK would hold up the event loops for ten seconds, one after another. */
  @Test
  void silentNameServer_isA503_andTheEventLoopsGoOn() throws Exception {
    var database = TestDatabase.create();
    try (var names = new NameServer();
        var service = start(database, NAME, names)) {
      var org = service.directory().org("names.example");
      org.user("jane").hash(LoginContract.HASH).save();
      var caller = new Caller(service.baseUri(), org.domain, "jane", LoginContract.PASSWORD);
      assertThat(caller.login().statusCode()).isEqualTo(200);
      int before = names.questions();
      assertThat(before).as("questions that were answered").isPositive();

      names.silence();
      terminateConnections(database);
      var logins = caller.logins(8); // so that each event loop has some
      while (names.questions() == before) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < 8; i++) {
        RestAssured.get(service.baseUri() + "/.well-known/jwks.json").then().statusCode(200);
      }
      assertThat(logins).as("logins still wait").noneMatch(CompletableFuture::isDone);
      assertThat(logins).allSatisfy(login -> assertThat(login.join().statusCode()).isEqualTo(503));
    }
  }

  @Test
  void nameOfTheHostsFile_needsNoNameServer() throws Exception {
    try (var names = new NameServer()) {
      names.silence();
      try (var service = start(TestDatabase.create(), nameOfTheHostsFile(), names)) {
        var org = service.directory().org("names.example");
        org.user("jane").hash(LoginContract.HASH).save();
        var caller = new Caller(service.baseUri(), org.domain, "jane", LoginContract.PASSWORD);
        assertThat(caller.login().statusCode()).isEqualTo(200);
        assertThat(names.questions()).isZero();
      }
    }
  }

  /** Best one that no resolver knows by itself, as {@code localhost}. */
  private static String nameOfTheHostsFile() throws IOException {
    return Files.readAllLines(Path.of("/etc/hosts")).stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(line -> line.length > 1 && line[0].equals("127.0.0.1"))
        .map(line -> line[line.length - 1])
        .filter(name -> !name.equals("localhost"))
        .findFirst()
        .orElse("localhost");
  }

  /** JDBC has the address: its resolver, the JDK's, is none of this. */
  private static PackagedService start(TestDatabase database, String host, NameServer names) {
    var address = URI.create(database.url());
    return PackagedService.start(
        database,
        PackagedJar.with(
            database.environment(),
            Map.of(
                "LATCHKEY_DATABASE_URL",
                "postgresql://" + host + ":" + address.getPort() + address.getPath(),
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:" + database.url(),
                "QUARKUS_VERTX_RESOLVER_SERVERS",
                names.address(),
                "QUARKUS_VERTX_RESOLVER_QUERY_TIMEOUT",
                "60S",
                "LATCHKEY_DIRECTORY_TIMEOUT",
                "6S",
                "LATCHKEY_PASSWORD_MAX_WAIT",
                "60S")));
  }

  /** When it returns, the last byte of each connection is on its way. */
  private static void terminateConnections(TestDatabase database) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where datname = current_database() and pid <> pg_backend_pid()");
      boolean some;
      do {
        try (var rows = statement.executeQuery(OTHERS)) {
          some = rows.next();
        }
      } while (some);
    }
  }
}
