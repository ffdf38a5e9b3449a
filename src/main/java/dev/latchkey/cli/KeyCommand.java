package dev.latchkey.cli;

import picocli.CommandLine.Command;

@Command(name = "key", description = "Signing keys.", subcommands = KeyGenerateCommand.class)
class KeyCommand {}
