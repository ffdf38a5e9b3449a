package dev.latchkey.cli;

import dev.latchkey.cli.console.ConsoleInput;
import dev.latchkey.start.SchemaApplication;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes each command with what it works with. */
final class CommandFactory implements IFactory {

  private final Map<Class<?>, Supplier<?>> makers = new HashMap<>();
  private final RegistryAccess registry;

  /**
   * @param audit for the commands that work with no organisation
   * @param migration brings the schema up to date, and says how many migrations that took
   */
  CommandFactory(
      RegistryAccess registry, ConsoleInput input, AuditAccess audit, IntSupplier migration) {
    this.registry = registry;
    add(OrgAddCommand.class, OrgAddCommand::new);
    add(OrgListCommand.class, OrgListCommand::new);
    add(OrgSuspendCommand.class, OrgSuspendCommand::new);
    add(OrgResumeCommand.class, OrgResumeCommand::new);
    add(UserAddCommand.class, access -> new UserAddCommand(access, input));
    add(UserShowCommand.class, UserShowCommand::new);
    add(UserListCommand.class, UserListCommand::new);
    add(UserUpdateCommand.class, UserUpdateCommand::new);
    add(UserSetPasswordCommand.class, access -> new UserSetPasswordCommand(access, input));
    add(UserDisableCommand.class, UserDisableCommand::new);
    add(UserEnableCommand.class, UserEnableCommand::new);
    add(UserUnlockCommand.class, UserUnlockCommand::new);
    add(UserEndSessionsCommand.class, UserEndSessionsCommand::new);
    add(UserInviteCommand.class, UserInviteCommand::new);
    add(UserResetPasswordCommand.class, UserResetPasswordCommand::new);
    add(UserResetMfaCommand.class, UserResetMfaCommand::new);
    add(UserDeleteCommand.class, UserDeleteCommand::new);
    add(UserImportCommand.class, access -> new UserImportCommand(access, input));
    add(KeyUsageCommand.class, KeyUsageCommand::new);
    makers.put(MigrateCommand.class, () -> new MigrateCommand(migration, audit));
    makers.put(KeyGenerateCommand.class, () -> new KeyGenerateCommand(audit));
  }

  private <C> void add(Class<C> command, Function<RegistryAccess, C> constructor) {
    makers.put(command, () -> constructor.apply(registry));
  }

  /** Makes the commands of the program: they work with its database, and ask on its terminal. */
  static CommandFactory ofProcess() {
    return new CommandFactory(
        new JdbcRegistryAccess(),
        ConsoleInput.ofProcess(),
        JdbcRegistryAccess::audit,
        SchemaApplication::migrate);
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    var maker = makers.get(type);
    return maker == null ? CommandLine.defaultFactory().create(type) : type.cast(maker.get());
  }
}
