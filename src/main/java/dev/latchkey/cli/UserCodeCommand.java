package dev.latchkey.cli;

import dev.latchkey.cli.console.Json;
import dev.latchkey.cli.console.Printable;
import dev.latchkey.factor.OneTimeCode;
import dev.latchkey.registry.CodePurpose;
import dev.latchkey.registry.OneTimeCodes;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * Makes a one-time code for a user. It is printed on standard output, once: nothing else ever holds
 * it.
 */
abstract class UserCodeCommand extends OneUserCommand {

  private final CodePurpose purpose;
  private final String act;
  private final String sentence;

  @Option(names = "--json", description = "Print a JSON object.")
  boolean json;

  /**
   * @param act its name in the audit
   * @param sentence what the user can do, with the user, the organisation and the end
   */
  UserCodeCommand(RegistryAccess registry, CodePurpose purpose, String act, String sentence) {
    super(registry);
    this.purpose = purpose;
    this.act = act;
    this.sentence = sentence;
  }

  @Override
  public final Integer call() {
    return change(act, organization.domain, this::give);
  }

  private void give(RegistryAccess.Services services, OperatorAct act) {
    var validity = services.codeValidity().get().of(purpose);
    var code = OneTimeCode.random();
    var hash = OneTimeCode.typed(code).hash();
    var kept = services.codes().keep(organization.domain, nameOrId, purpose, hash, validity);
    act.done(kept.user().id(), Map.of("expiresAt", kept.expiresAt().toString()));
    print(kept, code);
  }

  private void print(OneTimeCodes.Kept kept, String code) {
    if (json) {
      say("%s", Json.pretty(Json.of(kept, purpose, code)));
    } else {
      say(
          sentence,
          Printable.of(kept.user().username()),
          organization.domain.value(),
          kept.expiresAt());
      say("%s", code);
    }
  }
}
