package dev.latchkey.cli;

import picocli.CommandLine.Command;

@Command(name = "user", description = "Users.", subcommands = UserAddCommand.class)
class UserCommand {}
