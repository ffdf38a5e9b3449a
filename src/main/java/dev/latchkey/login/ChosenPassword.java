package dev.latchkey.login;

import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.StepHolder;
import dev.latchkey.password.NewPassword;
import dev.latchkey.password.NewPasswordRules;
import dev.latchkey.password.PasswordOwner;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What somebody chose as their new password, against the rules. */
@ApplicationScoped
class ChosenPassword {

  private final NewPasswordRules rules;

  ChosenPassword(NewPasswordRules rules) {
    this.rules = rules;
  }

  /** Fails with {@link dev.latchkey.password.UnacceptablePasswordException}. */
  Uni<NewPassword> accept(String text, LoginUser user, StepHolder holder) {
    return rules.acceptLater(
        text,
        new PasswordOwner(
            user.mfaRequired(),
            List.of(user.username(), user.email(), user.firstName(), user.lastName()),
            List.of(holder.holder().domain().value(), holder.organizationName())));
  }
}
