package dev.latchkey.cli.imports;

import dev.latchkey.cli.console.Printable;
import dev.latchkey.directory.UserStatus;
import dev.latchkey.factor.TotpSecret;
import dev.latchkey.factor.UnusableSecretException;
import dev.latchkey.password.ExistingHash;
import dev.latchkey.registry.NewUser;
import dev.latchkey.registry.Profile;
import dev.latchkey.registry.UserId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user as a row of a file describes it, in either format. The fields have their names of the
 * login's answer.
 */
public interface ImportedUser {

  List<String> REQUIRED = List.of("username", "email", "firstName");

  List<String> FIELDS =
      List.of(
          "id",
          "username",
          "email",
          "firstName",
          "lastName",
          "status",
          "mfaRequired",
          "mfaConfigured",
          "changePassword",
          "favorite",
          "passwordHash",
          "totpSecret",
          "inviteExpiresAt");

  /** A name that is misspelt would be lost, and a password in clear must not pass for one. */
  static void requireKnown(String kind, String name) throws RowException {
    if (!FIELDS.contains(name)) {
      throw unknown(kind, name);
    }
  }

  static RowException unknown(String kind, String name) {
    var shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
    return new RowException(
        String.format(
            "has the unknown %s '%s'; known are %s",
            kind, Printable.of(shown), String.join(", ", FIELDS)));
  }

  /** Null where the row has no value for it. */
  @Nullable String text(String field) throws RowException;

  /** False where the row has no value for it. */
  boolean flag(String field) throws RowException;

  /** Whether the row has a value for it. */
  boolean has(String field);

  /** Empty where the row has no value for it. */
  List<String> list(String field) throws RowException;

  /**
   * @throws dev.latchkey.registry.InvalidFieldException when the directory does not keep a value
   */
  default NewUser toNewUser() throws RowException {
    requireFactorAsClaimed();
    var profile =
        new Profile(
            required("username"),
            required("email"),
            required("firstName"),
            Objects.requireNonNullElse(text("lastName"), ""));
    return new NewUser(
        profile,
        passwordHash(),
        status(),
        flag("mfaRequired"),
        flag("changePassword"),
        inviteExpiresAt(),
        list("favorite"));
  }

  /**
   * The id that other systems know the user by; null where the row has none.
   *
   * @throws RowException when it is none
   */
  default @Nullable UUID id() throws RowException {
    var text = text("id");
    if (text == null) {
      return null;
    }
    return UserId.parse(text)
        .orElseThrow(
            () ->
                new RowException("id is not a UUID such as 5f0c6d1e-6a0f-4a6e-9d3f-3d4b8f0a7f11"));
  }

  /**
   * The secret of the user's authenticator app; null where the row has none.
   *
   * @throws RowException when it is no secret; its message does not repeat it
   */
  default @Nullable TotpSecret totpSecret() throws RowException {
    var text = text("totpSecret");
    try {
      return text == null ? null : TotpSecret.ofBase32(text);
    } catch (UnusableSecretException e) {
      throw new RowException("totpSecret " + e.getMessage());
    }
  }

  /** Nobody can say so without the secret; and a secret may be one that was never confirmed. */
  private void requireFactorAsClaimed() throws RowException {
    boolean claimed = flag("mfaConfigured");
    if (claimed && !has("totpSecret")) {
      throw new RowException(
          "mfaConfigured is true, but there is no totpSecret: leave mfaConfigured out, and the user"
              + " sets up a second factor");
    }
    if (has("mfaConfigured") && !claimed && has("totpSecret")) {
      throw new RowException(
          "mfaConfigured is false, but there is a totpSecret: leave one of them out");
    }
  }

  private String required(String field) throws RowException {
    var value = text(field);
    if (value == null) {
      throw new RowException(field + " is missing");
    }
    return value;
  }

  private @Nullable String passwordHash() throws RowException {
    var hash = text("passwordHash");
    var problem = hash == null ? null : ExistingHash.problemOf(hash).orElse(null);
    if (problem != null) {
      throw new RowException("passwordHash " + problem);
    }
    return hash;
  }

  private UserStatus status() throws RowException {
    var text = text("status");
    return text == null
        ? UserStatus.ACTIVE
        : UserStatus.parse(text)
            .orElseThrow(() -> new RowException("status is not active, invited or disabled"));
  }

  private @Nullable Instant inviteExpiresAt() throws RowException {
    var text = text("inviteExpiresAt");
    if (text == null) {
      return null;
    }
    try {
      var time = OffsetDateTime.parse(text);
      if (time.getYear() >= 1970 && time.getYear() <= 9999) {
        return time.toInstant();
      }
    } catch (DateTimeException e) {
      throw notATime();
    }
    throw notATime();
  }

  private static RowException notATime() {
    return new RowException("inviteExpiresAt is not a time such as 2030-01-31T12:00:00Z");
  }
}
