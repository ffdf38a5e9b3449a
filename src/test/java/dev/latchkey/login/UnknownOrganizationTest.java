package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.TestDirectory;
import dev.latchkey.attempts.Attempts;
import dev.latchkey.attempts.NewAttempts;
import dev.latchkey.caller.Clients;
import dev.latchkey.caller.TrustingClients;
import dev.latchkey.password.HeldVerifier;
import dev.latchkey.password.PasswordVerifier;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.http.HttpResponse;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What it costs a network to ask for organisations that it makes up, where networks are limited.
 */
@QuarkusTest
class UnknownOrganizationTest {

  private static final String PASSWORD = LoginContract.PASSWORD;
  private static final int ATTEMPTS = 3;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  private TestDirectory.Org org;

  @BeforeEach
  void addUser() {
    org = new TestDirectory(url, user, password).org("known.example");
    org.user("jane").hash(LoginContract.HASH).save();
    limit(ATTEMPTS);
    QuarkusMock.installMockForType(new TrustingClients(), Clients.class);
  }

  private static void limit(int perNetwork) {
    var settings = Map.of("per-network", Integer.toString(perNetwork));
    QuarkusMock.installMockForType(NewAttempts.with(settings), Attempts.class);
  }

  @Test
  void unknownOrganisations_useUpTheAttemptsOfTheirNetwork() throws Exception {
    assertThat(login("nowhere.example").statusCode()).isEqualTo(404);
    assertThat(login("no_domain").statusCode()).isEqualTo(404);
    org.suspend();
    assertThat(login(org.domain).statusCode()).isEqualTo(404);

    for (var domain : new String[] {"nowhere.example", "elsewhere.example", org.domain}) {
      var refused = login(domain);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("6");
      assertThat(Caller.faults(refused)).isEmpty();
    }
  }

  @Test
  void loginsThatSucceed_useNone() throws Exception {
    for (int i = 0; i < 3 * ATTEMPTS; i++) {
      assertThat(login(org.domain).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void loginsThatCouldNotBeChecked_useNone() throws Exception {
    var verifier = new HeldVerifier();
    try {
      QuarkusMock.installMockForType(verifier, PasswordVerifier.class);
      for (int i = 0; i < 3 * ATTEMPTS; i++) {
        var login = caller(org.domain, PASSWORD).logins(1).get(0);
        verifier.refuse();
        assertThat(login.join().statusCode()).isEqualTo(503);
      }
    } finally {
      verifier.end();
    }
  }

  @Test
  void refusalsOfAName_useAttemptsOfItsNetwork() throws Exception {
    limit(8);
    for (int i = 0; i < 5; i++) {
      assertThat(caller(org.domain, "wrong").login().statusCode()).isEqualTo(401);
    }
    new TestDirectory(url, user, password).awaitFailures("jane", 5);
    for (int i = 0; i < 3; i++) {
      assertThat(login(org.domain).headers().firstValue("Retry-After")).contains("30");
    }

    assertThat(login("nowhere.example").headers().firstValue("Retry-After")).contains("6");
  }

  private static HttpResponse<String> login(String domain) throws Exception {
    return caller(domain, PASSWORD).login();
  }

  private static Caller caller(String domain, String password) {
    return new Caller("http://localhost:" + RestAssured.port, domain, "jane", password)
        .from("192.0.2.1");
  }
}
