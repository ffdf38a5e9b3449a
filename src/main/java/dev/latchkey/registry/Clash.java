package dev.latchkey.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a user cannot be added or renamed: somebody else has the name or the id.
 *
 * @param row where the user comes from, if from an import
 * @param field {@code id}, {@code username} or {@code email}
 * @param other the row of the same import that has it; null if a user in the database has it
 */
public record Clash(long row, String field, @Nullable Long other) {

  /** Throws the exception for a single user, if there is a clash. */
  static void requireNone(List<Clash> clashes) {
    if (clashes.stream().anyMatch(clash -> clash.field.equals("username"))) {
      throw new RegistrationException.UsernameTakenException();
    }
    if (!clashes.isEmpty()) {
      throw new RegistrationException.EmailTakenException();
    }
  }
}
