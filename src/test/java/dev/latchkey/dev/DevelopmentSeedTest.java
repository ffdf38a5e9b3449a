package dev.latchkey.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DevelopmentSeedTest {

  private static final String JOHN =
      """
      SELECT count(*), min(password_hash) FROM users u JOIN organizations o ON o.id = u.organization_id
      WHERE u.email = 'john.doe@example.com' AND o.domain = 'acme'
      """;

  @Inject DevelopmentSeed seed;
  @Inject Pool pool;

  @Test
  void seed_isSownOnce() throws Throwable {
    seed.sow(new StartupEvent());

    var john =
        VertxContextSupport.subscribeAndAwait(() -> pool.query(JOHN).execute()).iterator().next();
    assertThat(john.getLong(0)).isEqualTo(1);
    assertThat(BcryptUtil.matches("john.doe.password", john.getString(1))).isTrue();
  }
}
