package dev.latchkey.cli;

import picocli.CommandLine.Command;

@Command(
    name = "user",
    description = "Users.",
    subcommands = {
      UserAddCommand.class,
      UserShowCommand.class,
      UserListCommand.class,
      UserUpdateCommand.class,
      UserSetPasswordCommand.class,
      UserDisableCommand.class,
      UserEnableCommand.class,
      UserUnlockCommand.class,
      UserEndSessionsCommand.class,
      UserInviteCommand.class,
      UserResetPasswordCommand.class,
      UserResetMfaCommand.class,
      UserDeleteCommand.class,
      UserImportCommand.class
    })
class UserCommand {}
