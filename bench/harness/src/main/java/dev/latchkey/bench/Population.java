package dev.latchkey.bench;

import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Organisations with 1,200 users between them, "user-0", "user-1" and so on, and their logins.
 *
 * @param domains of the organisations
 * @param cheap whether the users have hashes of cost 4, to warm a service up; else of cost 10
 */
record Population(List<String> domains, boolean cheap) {

  static final int USERS = 1_200;

  /** The number i has the password "correct horse i". */
  private static final List<String> HASHES =
      List.of(
          "$2b$10$abcdefghijklmnopqrstueKqoVsoJGDx6nNUH16ypGsVqVFi2VeEK",
          "$2b$10$abcdefghijklmnopqrstuOND5vN0YyPXL5AHVtJhii8GzqB5VgkMa",
          "$2b$10$abcdefghijklmnopqrstuuR9bRZMXmd1VgczGYyYX8sH/T2sFn82.",
          "$2b$10$abcdefghijklmnopqrstu.w5IklWKdnY13YiOxQvPjn0WBliS/oeS",
          "$2b$10$abcdefghijklmnopqrstuuQjrIjksDCqEdEbyS77nEBtfO8noRDK.",
          "$2b$10$abcdefghijklmnopqrstuOIzIyYprg/B7Za/1x14WWw5QvPFPvOB2",
          "$2b$10$abcdefghijklmnopqrstuelSizGaNiSpdWf9QLs3BlDMQ3KlsWbJq",
          "$2b$10$abcdefghijklmnopqrstu.Pnvzw5JUG3LweOVIZfPkbjZEWPtHORC");

  private static final String CHEAP_PASSWORD = "warm";
  private static final List<String> CHEAP_HASHES =
      List.of("$2b$04$abcdefghijklmnopqrstuu4XSYdc/GQRINyOlEiPRvteGCx0gpoNy");

  /** So many that the turns of the queue matter. */
  static Population ofManyOrganizations() {
    return new Population(
        IntStream.range(0, 12).mapToObj(i -> "org-" + i + ".example").toList(), false);
  }

  static Population ofOne(String domain) {
    return new Population(List.of(domain), false);
  }

  static Population withCheapHashes() {
    return new Population(List.of("warm.example"), true);
  }

  /** Adds them to the tables of Latchkey. */
  void fill(Database database) throws SQLException {
    for (String domain : domains) {
      fill(database, domain);
    }
    database.execute(Program.DATABASE, "ANALYZE");
  }

  private void fill(Database database, String domain) throws SQLException {
    List<String> hashes = cheap ? CHEAP_HASHES : HASHES;
    database.execute(
        Program.DATABASE,
        """
        INSERT INTO organizations (id, domain, name) VALUES (gen_random_uuid(), '%1$s', '%1$s');
        WITH made AS (
          INSERT INTO users (id, organization_id, username, email, first_name, last_name, status,
              password_hash, favorites)
          SELECT gen_random_uuid(), o.id, 'user-' || i, 'user-' || i || '@example.com', 'User',
              'Number ' || i, 'active', (ARRAY['%2$s'])[i %% %3$d + 1], '{reports,billing}'
          FROM organizations o, generate_series(0, %4$d) i WHERE o.domain = '%1$s'
          RETURNING organization_id, id, username, email)
        INSERT INTO login_names (organization_id, name_key, user_id)
        SELECT organization_id, username, id FROM made
        UNION ALL SELECT organization_id, email, id FROM made
        """
            .formatted(domain, String.join("','", hashes), hashes.size(), usersEach() - 1));
  }

  private int usersEach() {
    return USERS / domains.size();
  }

  /** Logins with the right password, of users picked at random; made before, not under load. */
  Supplier<byte[]> logins() {
    return atRandom(all(false));
  }

  /** The same, each user from a network of their own. */
  Supplier<byte[]> loginsFromHome() {
    return atRandom(all(true));
  }

  /** The same, one user after the other. */
  Supplier<byte[]> loginsInTurn() {
    var all = all(true);
    var next = new AtomicInteger();
    return () -> all.get(next.getAndIncrement() % all.size());
  }

  static Supplier<byte[]> atRandom(List<byte[]> all) {
    var random = new SplittableRandom(7);
    return () -> all.get(random.nextInt(all.size()));
  }

  private List<byte[]> all(boolean fromHome) {
    return IntStream.range(0, domains.size() * usersEach())
        .mapToObj(
            i ->
                request(
                    domains.get(i / usersEach()),
                    body(i % usersEach()),
                    fromHome ? forwarded(i) : ""))
        .toList();
  }

  /** The login of one user, as it goes over the wire. */
  byte[] login(String domain, int user) {
    return request(domain, body(user), "");
  }

  /**
   * A login as it goes over the wire.
   *
   * @param headers further ones, each with its line end
   */
  static byte[] request(String domain, String body, String headers) {
    return Wire.post(path(domain), headers, body);
  }

  /** What a proxy says of a caller: one of 65,536 networks that have nothing in common. */
  static String forwarded(int network) {
    return "X-Forwarded-For: 2001:db8:%x::1\r\n".formatted(network);
  }

  static String path(String domain) {
    return Wire.path(domain, "auth/login");
  }

  String body(int user) {
    return body(user, cheap ? CHEAP_PASSWORD : "correct horse " + user % HASHES.size());
  }

  static String body(int user, String password) {
    return "{\"username\":\"user-%d\",\"password\":\"%s\"}".formatted(user, password);
  }
}
