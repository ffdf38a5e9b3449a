package dev.latchkey.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A user as one look-up found it: immutable, detached from any session.
 *
 * @param passwordHash modular crypt format, unchecked; null where no password was ever set
 * @param inviteExpiresAt set for every {@link Status#INVITED} user
 */
public record Account(
    UUID id,
    String username,
    String email,
    String firstName,
    String lastName,
    Status status,
    @Nullable String passwordHash,
    boolean mfaRequired,
    boolean mfaConfigured,
    boolean changePassword,
    @Nullable Instant inviteExpiresAt,
    List<String> favorites) {

  /** The values of {@code users.status}. */
  public enum Status {
    ACTIVE("active"),
    INVITED("invited"),
    DISABLED("disabled");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    public static Status of(String text) {
      return parse(text).orElseThrow();
    }

    /** Empty where the text is none that {@link #text()} gives. */
    public static Optional<Status> parse(String text) {
      return Stream.of(values()).filter(s -> s.text.equals(text)).findFirst();
    }

    /** As the database and the contract write it. */
    public String text() {
      return text;
    }
  }

  /** The hash is a secret and the rest is a person's data. */
  @Override
  public String toString() {
    return "Account[" + id + "]";
  }
}
