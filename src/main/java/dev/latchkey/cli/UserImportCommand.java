package dev.latchkey.cli;

import dev.latchkey.cli.console.CommandException;
import dev.latchkey.cli.console.ConsoleInput;
import dev.latchkey.cli.imports.ImportFile;
import dev.latchkey.cli.imports.ImportFormat;
import dev.latchkey.cli.imports.ImportProblems;
import dev.latchkey.cli.imports.ImportProgress;
import dev.latchkey.cli.imports.RowException;
import dev.latchkey.registry.InvalidFieldException;
import dev.latchkey.registry.UserImport;
import jakarta.enterprise.inject.Vetoed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Vetoed
@Command(
    name = "import",
    description = {
      "Adds the users of a file, with the bcrypt hashes they have: all of them, or none if one row is bad"
          + " or the command is ended.",
      "Bad rows are named by their line, of which the first is 1. A file is UTF-8; blank lines do not"
          + " count.",
      "CSV: the first line names the columns. Needed are username, email and firstName; there"
          + " may be id (a UUID), lastName, status (active, invited, disabled), mfaRequired, changePassword, favorite"
          + " (with ';' between several), passwordHash ($2a$, $2b$ or $2y$, cost 4 to 15), totpSecret (of an"
          + " authenticator app, in Base32) and inviteExpiresAt (2030-01-31T12:00:00Z; needed by those"
          + " invited).",
      "mfaRequired and totpSecret need a factor key: set LATCHKEY_FACTOR_KEYS as for the service.",
      "JSON Lines: an object on each line, with members of the same names."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey user import acme users.csv --dry-run",
      "  latchkey user import acme users.jsonl",
      "  gunzip -c users.csv.gz | latchkey user import acme - --format csv"
    })
class UserImportCommand extends RegistryCommand {

  private static final String STANDARD_INPUT = "-";

  private final ConsoleInput input;

  @Mixin final OrganizationParameter organization = new OrganizationParameter();

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "A file *.csv, *.jsonl or *.ndjson; - is standard input.")
  String file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv or jsonl, where the file's name does not tell.",
      converter = ImportFormat.Converter.class)
  @Nullable ImportFormat format;

  @Option(
      names = "--dry-run",
      description = "Check everything, against the database too, and keep nothing.")
  boolean dryRun;

  UserImportCommand(RegistryAccess registry, ConsoleInput input) {
    super(registry);
    this.input = input;
  }

  @Override
  public Integer call() {
    // What is wrong with the header is told before the database is asked anything.
    try (var users = ImportFile.read(knownFormat(), open())) {
      return dryRun
          ? run(services -> take(services, users, count -> {}))
          : change(
              "user_import",
              organization.domain,
              (services, act) -> take(services, users, count -> tell(act, count)));
    }
  }

  private ImportFormat knownFormat() {
    return Optional.ofNullable(format)
        .or(() -> ImportFormat.of(file))
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "FILE: its name does not tell the format: use --format csv or jsonl"));
  }

  private InputStream open() {
    if (file.equals(STANDARD_INPUT)) {
      return input.standardInput();
    }
    try {
      return Files.newInputStream(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new CommandException("FILE: there is no such file.");
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandException("FILE cannot be read: " + e.getClass().getSimpleName() + ".");
    }
  }

  private void take(RegistryAccess.Services services, ImportFile users, LongConsumer kept) {
    try (var batch = services.users().beginImport(organization.domain)) {
      var problems = new ImportProblems();
      long count = read(users, batch, new ImportedFactors(services), problems);
      if (!problems.isEmpty()) {
        fail(problems, count);
      }
      if (count == 0) {
        throw new CommandException("FILE: it holds no user.");
      }
      if (!dryRun) {
        batch.commit();
        kept.accept(count);
      }
      say(
          dryRun
              ? "Checked %d users for %s: all can be imported, none was kept"
              : "Imported %d users into %s",
          count,
          organization.domain.value());
    }
  }

  private static void tell(OperatorAct act, long count) {
    act.done(Map.of("users", Long.toString(count)));
  }

  /** Returns how many rows there are, bad ones included. */
  private long read(
      ImportFile users, UserImport batch, ImportedFactors factors, ImportProblems problems) {
    var progress = new ImportProgress(spec.commandLine().getErr(), size());
    boolean shown = input.hasTerminal();
    long count = 0;
    try {
      while (readRow(users, batch, factors, problems)) {
        count++;
        if (shown) {
          progress.at(count, users.bytes());
        }
      }
      problems.add(batch.write());
    } finally {
      progress.end();
    }
    return count;
  }

  /** Returns whether there was one. */
  private static boolean readRow(
      ImportFile users, UserImport batch, ImportedFactors factors, ImportProblems problems) {
    try {
      var user = users.next();
      if (user == null) {
        return false;
      }
      var newUser = user.toNewUser();
      problems.add(batch.add(users.row(), user.id(), newUser, factors.sealing(users.row(), user)));
    } catch (RowException e) {
      problems.add(users.row(), e.text());
    } catch (InvalidFieldException e) {
      problems.add(users.row(), String.valueOf(e.getMessage()));
    }
    return true;
  }

  private long size() {
    try {
      var path = Path.of(file);
      return Files.isRegularFile(path) ? Files.size(path) : 0;
    } catch (IOException e) {
      return 0; // it is for the progress alone
    }
  }

  private void fail(ImportProblems problems, long count) {
    var err = spec.commandLine().getErr();
    problems.messages().forEach(message -> err.println("latchkey: " + message));
    long others = problems.count() - ImportProblems.SHOWN;
    if (others > 0) {
      err.println("latchkey: and " + others + " more rows are bad");
    }
    throw new CommandException(
        String.format(
            Locale.ROOT, "Nothing was imported. Bad rows: %d of %d.", problems.count(), count));
  }
}
