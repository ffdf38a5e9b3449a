package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.TestDirectory;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers see when the type of a column changes while they log in. */
@QuarkusTest
class ChangedColumnTest {

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @AfterEach
  void changeBack() {
    change("text");
  }

  /** Each connection has prepared the statement, and each must be told once. */
  @Test
  void changedColumn_isSeenByNoCaller() {
    var caller = new Caller("http://localhost:" + RestAssured.port, "nowhere.example", "x", "x");
    var statuses = new ArrayList<Integer>();
    for (var type : new String[] {"text", "varchar(300)", "text", "varchar(400)"}) {
      change(type);
      var logins = new ArrayList<>(caller.loginsOfMany(100));
      logins.stream().map(CompletableFuture::join).forEach(l -> statuses.add(l.statusCode()));
    }

    assertThat(statuses).containsOnly(404);
  }

  private void change(String type) {
    new TestDirectory(url, user, password)
        .execute("alter table users alter column first_name type " + type);
  }
}
