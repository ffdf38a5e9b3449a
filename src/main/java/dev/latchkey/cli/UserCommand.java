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
      UserStatusCommand.Disable.class,
      UserStatusCommand.Enable.class,
      UserDeleteCommand.class,
      UserImportCommand.class
    })
class UserCommand {}
