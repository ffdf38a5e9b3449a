package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.TestDirectory;
import dev.latchkey.password.CountingVerifier;
import dev.latchkey.password.HeldVerifier;
import dev.latchkey.password.PasswordVerifier;
import dev.latchkey.password.Verdict;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a login holds while its password is checked, and what it gives back. */
@QuarkusTest
class HeldLoginTest {

  private static final String PASSWORD = LoginContract.PASSWORD;

  private final HeldVerifier verifier = new HeldVerifier();

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
  int connections;

  private TestDirectory.Org org;

  @BeforeEach
  void addUser() {
    org = new TestDirectory(url, user, password).org("held.example");
    org.user("jane").hash(LoginContract.HASH).save();
    QuarkusMock.installMockForType(verifier, PasswordVerifier.class);
  }

  @AfterEach
  void end() {
    verifier.end();
  }

  @Test
  void loginsThatAreChecked_holdNoConnection() throws Exception {
    org.user("judy").hash(LoginContract.HASH).save();
    int more = connections + 2;
    assertThat(more).as("what one name may have in flight").isLessThan(10);

    var logins = caller(org.domain, "judy", PASSWORD).logins(more);
    assertThat(verifier.holds(more)).isTrue();
    assertThat(status(caller("nowhere.example", "judy", PASSWORD).logins(1).get(0))).isEqualTo(404);

    for (int i = 0; i < more; i++) {
      verifier.answer(Verdict.MISMATCH);
    }
    assertThat(logins).allSatisfy(login -> assertThat(status(login)).isEqualTo(401));
  }

  /** Nobody has learned anything: the owner of the name must not be kept out for it. */
  @Test
  void loginsThatCouldNotBeChecked_useNoAttempt() throws Exception {
    var caller = caller(org.domain, "jane", PASSWORD);
    for (int i = 0; i < 12; i++) {
      var login = caller.logins(1).get(0);
      verifier.refuse();
      assertThat(status(login)).isEqualTo(503);
    }

    var login = caller.logins(1).get(0);
    verifier.answer(Verdict.MATCH);
    assertThat(status(login)).isEqualTo(200);
  }

  /** The eleventh would be checked too, were it not for the limit; it waits, and is no failure. */
  @Test
  void loginsBeyondThoseInFlight_waitForThem_andHoldNoConnection() throws Exception {
    var logins = caller(org.domain, "jane", PASSWORD).logins(12);
    assertThat(verifier.holds(10)).isTrue();
    assertThat(status(caller("nowhere.example", "jane", PASSWORD).logins(1).get(0))).isEqualTo(404);
    assertThat(verifier.holds(10)).isTrue();

    for (int i = 0; i < 12; i++) {
      verifier.answer(Verdict.MATCH);
    }
    assertThat(logins).allSatisfy(login -> assertThat(status(login)).isEqualTo(200));
  }

  /** The first guess of the speed lets two hashes of cost 15 in at once. */
  @Test
  void everyEndOfALogin_givesItsPlaceInTheQueueBack() {
    var dear = new CountingVerifier(15);
    try {
      QuarkusMock.installMockForType(dear, PasswordVerifier.class);
      for (int i = 0; i < 5; i++) {
        assertThat(login(org.domain, "jane", PASSWORD)).isEqualTo(200);
        assertThat(login(org.domain, "nobody", "wrong")).isEqualTo(401);
        assertThat(login("nowhere.example", "jane", PASSWORD)).isEqualTo(404);
        assertThat(login("no_domain", "jane", PASSWORD)).isEqualTo(404);
      }
      new TestDirectory(url, user, password)
          .await(1, "select count(*) from failures where failures = 5");
      for (int i = 0; i < 4; i++) {
        assertThat(login(org.domain, "nobody", PASSWORD)).isEqualTo(429);
      }
    } finally {
      dear.end();
    }
  }

  private static int login(String domain, String name, String password) {
    return status(caller(domain, name, password).logins(1).get(0));
  }

  private static Caller caller(String domain, String name, String password) {
    return new Caller("http://localhost:" + RestAssured.port, domain, name, password);
  }

  private static int status(CompletableFuture<HttpResponse<String>> login) {
    return login.orTimeout(60, TimeUnit.SECONDS).join().statusCode();
  }
}
