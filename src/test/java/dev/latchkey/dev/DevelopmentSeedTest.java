package dev.latchkey.dev;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DevelopmentSeedTest {

  private static final String USERS =
      """
      SELECT u.password_hash, u.status, u.mfa_required, u.change_password
      FROM users u JOIN organizations o ON o.id = u.organization_id
      WHERE o.domain = $1 AND u.email = $2
      """;

  @Inject DevelopmentSeed seed;
  @Inject Pool pool;

  @Test
  void seed_isSownOnce() throws Throwable {
    seed.sow(new StartupEvent());

    for (var user : SeededUser.ALL) {
      var row = onlyRow(user);
      assertThat(BcryptUtil.matches(user.password(), row.getString(0)))
          .as(user.toString())
          .isTrue();
    }
  }

  @Test
  void eachOrganization_hasAUserOfEachState() {
    assertThat(SeededUser.ALL.stream().collect(groupingBy(SeededUser::organization)))
        .hasSize(2)
        .allSatisfy(
            (organization, users) ->
                assertThat(users)
                    .extracting(SeededUser::state)
                    .containsExactlyInAnyOrder(SeededUser.State.values()));
  }

  @Test
  void user_isInTheStateOfTheName() throws Throwable {
    for (var user : SeededUser.ALL) {
      var row = onlyRow(user);
      var name = user.profile().username();
      assertThat(row.getString(1))
          .as(name)
          .isEqualTo(
              name.endsWith("invited")
                  ? "invited"
                  : name.endsWith("disabled") ? "disabled" : "active");
      assertThat(row.getBoolean(2)).as(name).isEqualTo(name.endsWith("second-factor"));
      assertThat(row.getBoolean(3)).as(name).isEqualTo(name.endsWith("new-password"));
    }
  }

  private Row onlyRow(SeededUser user) throws Throwable {
    var of = Tuple.of(user.organization().value(), user.profile().email());
    var rows = VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery(USERS).execute(of));
    assertThat(rows.rowCount()).as(user.toString()).isEqualTo(1);
    return rows.iterator().next();
  }
}
