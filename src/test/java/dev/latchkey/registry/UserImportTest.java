package dev.latchkey.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.TestDatabase;
import dev.latchkey.directory.DatabaseException;
import dev.latchkey.directory.OrgDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database finds in the rows of an import, within one batch of 1,000 and over several. */
class UserImportTest {

  private static final OrgDomain ACME = new OrgDomain("acme");
  private static final OrgDomain OTHER = new OrgDomain("other");
  private static final UUID ID = UUID.fromString("5f0c6d1e-6a0f-4a6e-9d3f-3d4b8f0a7f11");

  private TestDatabase database;

  @BeforeEach
  void makeDatabase() {
    database = TestDatabase.create();
    TestSchema.of(database, TestDatabase.USERNAME, true, Optional.empty(), Optional.empty())
        .migrate();
    organizations().add(ACME, "Acme");
    organizations().add(OTHER, "Other");
  }

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  @Test
  void namesThatComeAgain_areFoundWithTheirRows() {
    users().add(ACME, user("There"));

    try (var many = users().beginImport(ACME)) {
      var clashes = addMany(many, 2, 1_500);
      clashes.addAll(many.add(1_502, null, user("U1500"), null));
      clashes.addAll(many.add(1_503, null, user("u7"), null));
      clashes.addAll(many.add(1_504, null, user("there"), null));
      clashes.addAll(many.add(1_505, null, active("u8@example.com", "new@example.com"), null));
      clashes.addAll(many.add(1_506, null, active("new", "NEW@example.com"), null));
      clashes.addAll(many.write());

      assertThat(clashes)
          .containsExactlyInAnyOrder(
              new Clash(1_502, "username", 1_500L),
              new Clash(1_502, "email", 1_500L),
              new Clash(1_503, "username", 7L),
              new Clash(1_503, "email", 7L),
              new Clash(1_504, "username", null),
              new Clash(1_504, "email", null),
              new Clash(1_505, "username", 8L),
              new Clash(1_506, "email", 1_505L));
    }
    assertThat(database.query("SELECT count(*) FROM users")).isEqualTo("1");
  }

  @Test
  void idsThatComeAgain_areFoundWithTheirRows() {
    var elsewhere = users().add(OTHER, user("elsewhere"));

    try (var many = users().beginImport(ACME)) {
      var clashes = new ArrayList<>(many.add(1, ID, user("first"), null));
      clashes.addAll(many.add(2, ID, user("second"), null));
      clashes.addAll(addMany(many, 3, 1_500));
      clashes.addAll(many.add(1_503, ID, user("third"), null));
      clashes.addAll(many.add(1_504, elsewhere, user("fourth"), null));
      clashes.addAll(many.write());

      assertThat(clashes)
          .containsExactlyInAnyOrder(
              new Clash(2, "id", 1L), new Clash(1_503, "id", 1L), new Clash(1_504, "id", null));
    }
  }

  @Test
  void idThatIsGiven_isTheUsers() {
    try (var many = users().beginImport(ACME)) {
      many.add(1, ID, user("jane"), null);
      many.add(2, null, user("john"), null);
      assertThat(many.write()).isEmpty();
      many.commit();
    }

    assertThat(users().get(ACME, "jane").id()).isEqualTo(ID);
    assertThat(users().get(ACME, "john").id()).isNotEqualTo(ID);
  }

  /** A user of before is nobody's row, however the time of that one looks. */
  @Test
  void usersOfAnEarlierImport_areThereAlready() {
    for (var expected :
        List.of(List.of(), List.of(new Clash(1, "username", null), new Clash(1, "email", null)))) {
      try (var many = users().beginImport(ACME)) {
        many.add(1, null, user("jane"), null);
        assertThat(many.write()).isEqualTo(expected);
        many.commit();
      }
    }
  }

  @Test
  void users_areCreatedInTheOrderOfTheirRowsAndNotInTheFuture() {
    try (var many = users().beginImport(ACME)) {
      addMany(many, 2, 50);
      many.write();
      many.commit();
    }

    assertThat(
            database.query(
                "SELECT string_agg(username, ',' ORDER BY created_at) FROM users"
                    + " WHERE created_at < clock_timestamp() AND created_at = updated_at"))
        .isEqualTo(
            IntStream.range(2, 52)
                .mapToObj(i -> "u" + i)
                .reduce((a, b) -> a + "," + b)
                .orElseThrow());
  }

  @Test
  void rowThatTheDatabaseRefuses_isNamedWithTheReason() {
    database.execute("ALTER TABLE users ADD CONSTRAINT no_bob CHECK (first_name <> 'bob')");

    try (var many = users().beginImport(ACME)) {
      addMany(many, 2, 20);
      many.add(22, null, user("bob"), null);
      addMany(many, 23, 20);

      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(many::write)
          .withMessageStartingWith(
              "Row 22 cannot be stored: The database failed with SQLSTATE 23514: ")
          .withMessageContaining("no_bob")
          .withMessageNotContainingAny("\n", "example.com", "INSERT");
    }
    assertThat(database.query("SELECT count(*) FROM users")).isEqualTo("0");
  }

  @Test
  void databaseThatTakesNoChanges_isSaidWithTheRow() {
    database.execute(
        "ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");

    try (var many = users().beginImport(ACME)) {
      addMany(many, 2, 20);
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(many::write)
          .withMessage(
              "Row 2 cannot be stored: The database takes no writes: it is a standby, or read-only for"
                  + " this user. LATCHKEY_DATABASE_URL must lead to the server that takes writes");
    }
  }

  private static List<Clash> addMany(UserImport many, long firstRow, int count) {
    var clashes = new ArrayList<Clash>();
    for (long row = firstRow; row < firstRow + count; row++) {
      clashes.addAll(many.add(row, null, user("u" + row), null));
    }
    return clashes;
  }

  private static NewUser user(String name) {
    return NewUser.active(new Profile(name, name + "@example.com", name, "Last"), null);
  }

  private static NewUser active(String username, String email) {
    return NewUser.active(new Profile(username, email, "First", "Last"), null);
  }

  private Users users() {
    return new Users(jdbc());
  }

  private Organizations organizations() {
    return new Organizations(jdbc());
  }

  private Database jdbc() {
    return Database.at("jdbc:" + database.url(), TestDatabase.USERNAME, TestDatabase.PASSWORD);
  }
}
