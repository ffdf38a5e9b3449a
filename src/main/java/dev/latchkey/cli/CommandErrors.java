package dev.latchkey.cli;

import dev.latchkey.audit.LostEventException;
import dev.latchkey.bcrypt.KernelProofException;
import dev.latchkey.cli.console.CommandException;
import dev.latchkey.cli.console.Output;
import dev.latchkey.directory.DatabaseException;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.UserStatus;
import dev.latchkey.keys.KeyFolderException;
import dev.latchkey.password.UnacceptablePasswordException;
import dev.latchkey.registry.InvalidFieldException;
import dev.latchkey.registry.RegistrationException;
import dev.latchkey.start.StartException;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * One line on standard error for all that goes wrong: exit code 2 for bad usage, 1 for the rest.
 */
class CommandErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;

  /** What a shell tells of a program whose reader left: nothing is wrong with the rest of it. */
  private static final int UNREAD = 141;

  /** The exit code of a command that did its work, if its reader got all of what it printed. */
  static int exitCode(CommandLine commandLine, Output out) {
    var failure = out.failure();
    if (failure.isEmpty()) {
      return 0;
    }
    if (out.isUnread()) {
      return UNREAD;
    }
    print(
        commandLine,
        "Standard output cannot be written, so what was printed is lost or not whole: "
            + failure.get());
    return FAILED;
  }

  static int outOfMemory(CommandLine commandLine) {
    print(commandLine, "The memory is too small: give Java more, as with -Xmx512m");
    return FAILED;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    return usage(failure.getCommandLine(), message(failure));
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parseResult) {
    if (failure instanceof InvalidFieldException invalid) {
      return usage(
          commandLine, parameter(commandLine, invalid.field()) + ": it " + invalid.problem());
    }
    if (failure instanceof RegistrationException refused) {
      print(commandLine, reason(refused, commandLine));
      return FAILED;
    }
    print(commandLine, reason(failure));
    return FAILED;
  }

  private static String reason(RegistrationException refused, CommandLine commandLine) {
    var organization = positional(commandLine, 0);
    var domain = ((OrgDomain) organization.getValue()).value();
    if (refused instanceof RegistrationException.DomainTakenException) {
      return organization.paramLabel() + ": there is an organisation " + domain + " already.";
    }
    if (refused instanceof RegistrationException.UnknownOrganizationException) {
      return organization.paramLabel() + ": there is no organisation " + domain + ".";
    }
    if (refused instanceof RegistrationException.UnknownUserException) {
      return positional(commandLine, 1).paramLabel()
          + ": nobody in "
          + domain
          + " has this username, e-mail address or id.";
    }
    if (refused instanceof RegistrationException.ImportUnderWayException) {
      return organization.paramLabel()
          + ": another import into "
          + domain
          + " is under way: wait for its end.";
    }
    if (refused instanceof RegistrationException.WrongStatusException wrong) {
      return positional(commandLine, 1).paramLabel() + ": " + reason(wrong.status());
    }
    var field =
        refused instanceof RegistrationException.UsernameTakenException ? "username" : "email";
    return parameter(commandLine, field)
        + ": another user of "
        + domain
        + " has this username or e-mail address.";
  }

  private static String reason(UserStatus status) {
    return switch (status) {
      case ACTIVE -> "the user is active already: use `user reset-password`.";
      case INVITED -> "the user is invited: use `user invite`.";
      case DISABLED -> "the user is disabled: use `user enable` first.";
    };
  }

  /** By its index: the order in which picocli finds parameters is not promised. */
  private static PositionalParamSpec positional(CommandLine commandLine, int index) {
    return commandLine.getCommandSpec().positionalParameters().stream()
        .filter(parameter -> parameter.index().contains(index))
        .findFirst()
        .orElseThrow();
  }

  private static String reason(Exception failure) {
    return failure instanceof CommandException
            || failure instanceof UnacceptablePasswordException
            || failure instanceof DatabaseException
            || failure instanceof StartException
            || failure instanceof KeyFolderException
            || failure instanceof LostEventException
            || failure instanceof KernelProofException
            || failure instanceof ConfigurationException
        ? String.valueOf(failure.getMessage())
        : "unexpected failure: " + root(failure);
  }

  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }

  /** What did not match may be a password where none belongs: only its name is repeated. */
  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      var first = unmatched.getUnmatched().get(0);
      if (first.startsWith("--password")) {
        return "A password is never an argument: use --password-stdin";
      }
      if (first.startsWith("-")) {
        return "Unknown option " + first.replaceAll("=.*", "");
      }
      return failure.getCommandLine().getSubcommands().isEmpty()
          ? "Too many arguments"
          : "Unknown command " + first;
    }
    return String.valueOf(failure.getMessage());
  }

  private static int usage(CommandLine commandLine, String message) {
    var command = commandLine.getCommandSpec().qualifiedName();
    print(commandLine, message + " (try: " + command + " --help)");
    return BAD_USAGE;
  }

  private static void print(CommandLine commandLine, String message) {
    commandLine.getErr().println("latchkey: " + message);
    commandLine.getErr().flush();
  }

  /**
   * The contract's {@code firstName} is {@code --first-name} here, unless the command takes it
   * without an option's name.
   */
  private static String parameter(CommandLine commandLine, String field) {
    var option = "--" + field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return commandLine.getCommandSpec().findOption(option) == null
        ? field.toUpperCase(Locale.ROOT)
        : option;
  }
}
