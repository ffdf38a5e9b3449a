package dev.latchkey.dev;

import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.UserStatus;
import dev.latchkey.registry.NewUser;
import dev.latchkey.registry.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user of dev mode and of the tests. The name says what state the user is in. */
record SeededUser(OrgDomain organization, Profile profile, String password, State state) {

  /** What a client has to do with each of them. */
  enum State {
    FINISHED("logs in, and owes nothing"),
    NEW_PASSWORD("logs in, and then chooses a new password"),
    SECOND_FACTOR("logs in, and then sets up a second factor"),
    INVITED("logs in, and then chooses a password: that accepts the invitation"),
    DISABLED("cannot log in");

    private final String meaning;

    State(String meaning) {
      this.meaning = meaning;
    }

    /** For people: the end of a sentence about the user. */
    String meaning() {
      return meaning;
    }
  }

  static final OrgDomain ACME = new OrgDomain("acme");
  static final OrgDomain GLOBEX = new OrgDomain("globex");

  /** Dev mode may run for days over one database. */
  private static final Duration INVITATION = Duration.ofDays(365);

  /** One for each state, in each organisation. The first one is the user of the README. */
  static final List<SeededUser> ALL =
      List.of(
          acme("john.doe", "John", "Doe", "john.doe.password", State.FINISHED),
          acme("mia.new-password", "Mia", "New-Password", "mia.password", State.NEW_PASSWORD),
          acme("max.second-factor", "Max", "Second-Factor", "max.password", State.SECOND_FACTOR),
          acme("ida.invited", "Ida", "Invited", "ida.password", State.INVITED),
          acme("dan.disabled", "Dan", "Disabled", "dan.password", State.DISABLED),
          globex("jane.roe", "Jane", "Roe", "jane.roe.password", State.FINISHED),
          globex("lea.new-password", "Lea", "New-Password", "lea.password", State.NEW_PASSWORD),
          globex("tom.second-factor", "Tom", "Second-Factor", "tom.password", State.SECOND_FACTOR),
          globex("ben.invited", "Ben", "Invited", "ben.password", State.INVITED),
          globex("eva.disabled", "Eva", "Disabled", "eva.password", State.DISABLED));

  private static SeededUser acme(
      String username, String firstName, String lastName, String password, State state) {
    var profile = new Profile(username, username + "@example.com", firstName, lastName);
    return new SeededUser(ACME, profile, password, state);
  }

  private static SeededUser globex(
      String username, String firstName, String lastName, String password, State state) {
    var profile = new Profile(username, username + "@globex.example", firstName, lastName);
    return new SeededUser(GLOBEX, profile, password, state);
  }

  NewUser withHash(String passwordHash, Instant now) {
    return new NewUser(
        profile,
        passwordHash,
        status(),
        state == State.SECOND_FACTOR,
        state == State.NEW_PASSWORD,
        inviteExpiresAt(now),
        List.of());
  }

  private UserStatus status() {
    return switch (state) {
      case INVITED -> UserStatus.INVITED;
      case DISABLED -> UserStatus.DISABLED;
      default -> UserStatus.ACTIVE;
    };
  }

  private @Nullable Instant inviteExpiresAt(Instant now) {
    return state == State.INVITED ? now.plus(INVITATION) : null;
  }
}
