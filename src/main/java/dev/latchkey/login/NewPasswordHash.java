package dev.latchkey.login;

import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.StepHolder;
import dev.latchkey.password.Admission;
import dev.latchkey.password.NewPasswordRules;
import dev.latchkey.password.PasswordOwner;
import dev.latchkey.password.PasswordVerifier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** From what somebody chose as their password to its hash: the rules first. */
@ApplicationScoped
class NewPasswordHash {

  private final NewPasswordRules rules;
  private final PasswordVerifier passwords;

  NewPasswordHash(NewPasswordRules rules, PasswordVerifier passwords) {
    this.rules = rules;
    this.passwords = passwords;
  }

  /**
   * @param admission has a place for one more hash
   * @return modular crypt format; fails with {@link
   *     dev.latchkey.password.UnacceptablePasswordException}
   */
  Uni<String> of(String newPassword, LoginUser user, StepHolder holder, Admission admission) {
    return rules
        .acceptLater(newPassword, owner(user, holder))
        .chain(accepted -> passwords.hash(admission, accepted));
  }

  private static PasswordOwner owner(LoginUser user, StepHolder holder) {
    return new PasswordOwner(
        user.mfaRequired(),
        List.of(user.username(), user.email(), user.firstName(), user.lastName()),
        List.of(holder.holder().domain().value(), holder.organizationName()));
  }
}
