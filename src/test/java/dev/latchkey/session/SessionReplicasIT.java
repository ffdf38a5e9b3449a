package dev.latchkey.session;

import static dev.latchkey.session.SessionContract.DOMAIN;
import static dev.latchkey.session.SessionContract.HASH;
import static dev.latchkey.session.SessionContract.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedJar;
import dev.latchkey.PackagedService;
import dev.latchkey.TestDatabase;
import org.junit.jupiter.api.Test;

/** Two replicas with one database and one folder of keys. */
class SessionReplicasIT {

  @Test
  void sessionThatEndedAtOneReplica_isOverAtTheOther() {
    var database = TestDatabase.create();
    var environment = PackagedJar.with(database.environment(), PackagedService.issuerAndKeys());
    try (var one = PackagedService.start(database, environment);
        var other = PackagedService.start(database, environment).jar()) {
      one.directory().org(DOMAIN).user("jane").hash(HASH).save();
      var here = new Calls(one.baseUri());
      var there = new Calls("http://localhost:" + other.awaitPort());

      var token = there.renewed(DOMAIN, here.token(DOMAIN, "jane"));
      var second = here.renewed(DOMAIN, there.token(DOMAIN, "jane"));
      assertThat(there.logout(DOMAIN, token).statusCode()).isEqualTo(204);
      assertInvalid(here.renew(DOMAIN, token), DOMAIN);
      assertThat(here.renew(DOMAIN, second).statusCode()).isEqualTo(200);

      assertThat(here.logout(DOMAIN, second, "{\"everywhere\":true}").statusCode()).isEqualTo(204);
      assertInvalid(there.renew(DOMAIN, second), DOMAIN);
      assertThat(there.renew(DOMAIN, here.token(DOMAIN, "jane")).statusCode()).isEqualTo(200);
    }
  }
}
