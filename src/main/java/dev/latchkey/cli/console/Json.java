package dev.latchkey.cli.console;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.registry.CodePurpose;
import dev.latchkey.registry.FactorKeyUse;
import dev.latchkey.registry.OneTimeCodes;
import dev.latchkey.registry.OrganizationDetails;
import dev.latchkey.registry.UserAttempts;
import dev.latchkey.registry.UserDetails;
import dev.latchkey.registry.UserSteps;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code --json} prints. A user's members are named as in the answer to a login. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(new JsonFactoryBuilder().characterEscapes(new Printable.InJson()).build())
          .build();

  private Json() {}

  public static ObjectNode of(OrganizationDetails organization) {
    return MAPPER
        .createObjectNode()
        .put("id", organization.id().toString())
        .put("domain", organization.domain().value())
        .put("name", organization.name())
        .put("status", organization.active() ? "active" : "suspended")
        .put("createdAt", organization.createdAt().toString());
  }

  public static ObjectNode of(UserDetails user, Instant now) {
    var json =
        MAPPER
            .createObjectNode()
            .put("id", user.id().toString())
            .put("username", user.username())
            .put("email", user.email())
            .put("firstName", user.firstName())
            .put("lastName", user.lastName())
            .put("status", user.status().text())
            .put("mfaRequired", user.mfaRequired())
            .put("mfaConfigured", user.mfaConfigured())
            .put("changePassword", user.mustChangePassword())
            .put("invite_expired", user.isInviteExpired(now));
    var favorites = json.putArray("favorite");
    user.favorites().forEach(favorites::add);
    return json.put("inviteExpiresAt", text(user.inviteExpiresAt()))
        .put("passwordSet", user.passwordSet())
        .put("passwordCost", user.passwordCost())
        .put("passwordChangedAt", text(user.passwordChangedAt()))
        .put("createdAt", user.createdAt().toString())
        .put("updatedAt", user.updatedAt().toString());
  }

  /** The same with what would be refused today. */
  public static ObjectNode of(UserDetails user, Instant now, List<String> problems) {
    var json = of(user, now);
    problems.forEach(json.putArray("problems")::add);
    return json;
  }

  /** The same with what logins left of the user, and with what the user has beside the password. */
  public static ObjectNode of(
      UserDetails user, UserAttempts attempts, boolean locked, UserSteps steps, Instant now) {
    var json =
        of(user, now)
            .put("failures", attempts.failures())
            .put("lastFailureAt", text(attempts.lastFailureAt()))
            .put("locked", locked)
            .put("knownNetworks", attempts.knownNetworks())
            .put("knownNetworkSeenOn", text(attempts.lastKnownOn()))
            .put("knownNetworkFailures", attempts.networkFailures())
            .put("factorConfirmedAt", text(steps.factorConfirmedAt()))
            .put("recoveryCodes", steps.recoveryCodes());
    var codes = json.putArray("oneTimeCodes");
    for (var code : steps.openCodes()) {
      codes
          .addObject()
          .put("purpose", code.purpose())
          .put("expiresAt", code.expiresAt().toString());
    }
    return json;
  }

  /** A one-time code, for the only time that it is shown. */
  public static ObjectNode of(OneTimeCodes.Kept kept, CodePurpose purpose, String code) {
    return MAPPER
        .createObjectNode()
        .put("id", kept.user().id().toString())
        .put("username", kept.user().username())
        .put("purpose", purpose.text())
        .put("code", code)
        .put("expiresAt", kept.expiresAt().toString());
  }

  /**
   * @param file the file of the key; empty where it is missing
   */
  public static ObjectNode of(FactorKeyUse use, String file, String state) {
    return MAPPER
        .createObjectNode()
        .put("key", use.keyId())
        .put("file", file.isEmpty() ? null : file)
        .put("state", state)
        .put("factors", use.factors())
        .put("enrolments", use.enrolments());
  }

  public static String line(ObjectNode json) {
    return write(json, false);
  }

  public static String pretty(ObjectNode json) {
    return write(json, true);
  }

  private static String write(ObjectNode json, boolean pretty) {
    try {
      return (pretty ? MAPPER.writerWithDefaultPrettyPrinter() : MAPPER.writer())
          .writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  private static @Nullable String text(@Nullable Object time) {
    return time == null ? null : time.toString();
  }
}
