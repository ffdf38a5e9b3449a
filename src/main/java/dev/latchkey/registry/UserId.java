package dev.latchkey.registry;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The text of a user's id: a UUID in the form of RFC 9562 section 4, in either case. */
public final class UserId {

  // UUID.fromString takes much shorter texts as well.
  private static final Pattern FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** Where there is no id, many programs write this one. */
  private static final UUID NIL = new UUID(0, 0);

  private UserId() {}

  /** The id that a text is; empty where it is none. */
  public static Optional<UUID> parse(String text) {
    return Optional.of(text)
        .filter(given -> FORM.matcher(given).matches())
        .map(UUID::fromString)
        .filter(id -> !id.equals(NIL));
  }
}
