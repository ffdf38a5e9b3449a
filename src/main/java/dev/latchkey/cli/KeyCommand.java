package dev.latchkey.cli;

import picocli.CommandLine.Command;

@Command(
    name = "key",
    description = "Keys that sign tokens, and keys that encrypt second factors.",
    subcommands = {KeyGenerateCommand.class, KeyUsageCommand.class})
class KeyCommand {}
