package dev.latchkey.bench;

import java.sql.SQLException;
import java.util.List;

/** The organisations and users of {@link OracleScenarios}. */
final class OraclePeople {

  /** All its hashes have one cost. */
  static final String ONE_COST = "one.example";

  /** Its hashes have three costs: each refusal takes as long as the highest. */
  static final String MIXED_COSTS = "mixed.example";

  /** A hash of it takes a fifth of a second. */
  static final String COSTLY = "costly.example";

  static final String RIGHT = "correct horse";
  static final String WRONG = "wrong horse!!";

  /** The names of those who enrol a second factor begin with it. */
  static final String FACTOR = "factor";

  private static final String ELSEWHERE = "elsewhere.example";

  /** Of the right password. */
  private static final String HASH = "$2b$06$abcdefghijklmnopqrstuud/5IuQmqhVO0kfNEbHJM.fJkPiliBzC";

  private static final int DAMAGED_LENGTH = 40;
  private static final int CODE_LENGTH = 26;

  private OraclePeople() {}

  static void add(Database database) throws SQLException {
    for (String domain : List.of(ONE_COST, MIXED_COSTS, COSTLY, ELSEWHERE)) {
      database.execute(
          Program.DATABASE,
          "INSERT INTO organizations (id, domain, name) VALUES (gen_random_uuid(), '%1$s', '%1$s')"
              .formatted(domain));
    }
    for (String domain : List.of(ONE_COST, MIXED_COSTS)) {
      add(database, domain, "person", "active", HASH);
      add(database, domain, "second", "active", HASH);
      add(database, domain, "homely", "active", HASH);
      add(database, domain, "nohash", "active", null);
      add(database, domain, "barred", "disabled", HASH);
      add(database, domain, "lapsed", "invited", HASH);
      add(database, domain, "broken", "active", HASH.substring(0, DAMAGED_LENGTH));
      add(database, domain, "locked", "active", HASH);
    }
    for (String name :
        List.of("temporary", "shut", "factorone", "factortwo", "factorused", "factorlocked")) {
      add(database, ONE_COST, name, "active", HASH);
    }
    for (String name : List.of("late", "confused", "barredlate")) {
      add(database, ONE_COST, name, name.startsWith("barred") ? "disabled" : "active", HASH);
    }
    add(database, ONE_COST, "invited", "invited", null);
    addCodes(database);
    add(database, MIXED_COSTS, "cheap4", "active", hashOfNobody(4));
    add(database, MIXED_COSTS, "dear08", "active", hashOfNobody(8));
    add(database, COSTLY, "person", "active", hashOfNobody(12));
    add(database, COSTLY, "second", "active", hashOfNobody(12));
    add(database, ELSEWHERE, "abroad", "active", HASH);
    database.execute(Program.DATABASE, "ANALYZE");
  }

  /** One-time codes that are no good, each for another reason. */
  private static void addCodes(Database database) throws SQLException {
    database.execute(
        Program.DATABASE,
        """
        UPDATE users SET change_password = true WHERE username = 'temporary';
        INSERT INTO one_time_codes (user_id, purpose, hash, expires_at)
          SELECT u.id, purpose, sha256(convert_to(code, 'UTF8')), now() + valid
          FROM (VALUES
            ('late', 'reset', '%1$s', interval '-1 day'),
            ('confused', 'invitation', '%2$s', interval '1 day'),
            ('barredlate', 'reset', '%3$s', interval '1 day'),
            ('invited', 'reset', '%4$s', interval '1 day')) AS c (name, purpose, code, valid)
          JOIN users u ON u.username = name
        """
            .formatted(code('1'), code('2'), code('3'), code('4')));
  }

  /** A one-time code of one character. */
  static String code(char character) {
    return String.valueOf(character).repeat(CODE_LENGTH);
  }

  /**
   * When all have logged in: this code was used, and this account is locked. A code is used once
   * its step is not later than the last one.
   */
  static void afterLogins(Database database) throws SQLException {
    database.execute(
        Program.DATABASE,
        """
        UPDATE second_factors SET last_step = 1000000000000
          FROM users WHERE id = user_id AND username = 'factorused';
        DELETE FROM recovery_codes
          USING users WHERE id = user_id AND username = 'factorused';
        INSERT INTO account_failures (user_id, failures, at)
          SELECT id, 2000000, now() FROM users WHERE username IN ('factorlocked', 'shut')
          ON CONFLICT DO NOTHING
        """);
  }

  /** No password is known for it. */
  private static String hashOfNobody(int cost) {
    return "$2b$%02d%s".formatted(cost, HASH.substring(6));
  }

  private static void add(Database database, String domain, String name, String status, String hash)
      throws SQLException {
    database.execute(
        Program.DATABASE,
        """
        WITH made AS (
          INSERT INTO users (id, organization_id, username, email, first_name, last_name, status,
              password_hash, invite_expires_at)
          SELECT gen_random_uuid(), id, '%2$s', '%2$s@example.com', 'User', 'One', '%3$s', %4$s,
              now() - interval '1 day'
          FROM organizations WHERE domain = '%1$s'
          RETURNING organization_id, id, username, email)
        INSERT INTO login_names (organization_id, name_key, user_id)
        SELECT organization_id, username, id FROM made
        UNION ALL SELECT organization_id, email, id FROM made
        """
            .formatted(domain, name, status, hash == null ? "NULL" : "'" + hash + "'"));
  }

  /**
   * Forgets the failures of an earlier scenario. One user has so many that no setting is as high,
   * and a known network that is nobody's here: this account is locked, and no other.
   */
  static void resetFailures(Database database) throws SQLException {
    database.execute(
        Program.DATABASE,
        """
        TRUNCATE failures, account_failures, known_networks, factor_enrolments, recovery_codes;
        DELETE FROM second_factors;
        INSERT INTO account_failures (user_id, failures, at)
          SELECT id, 2000000, now() FROM users WHERE username = 'locked';
        INSERT INTO known_networks (user_id, network, seen_on)
          SELECT id, gen_random_uuid(), current_date FROM users WHERE username = 'locked'
        """);
  }
}
