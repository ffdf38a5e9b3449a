package dev.latchkey.cli;

import dev.latchkey.cli.console.CommandException;
import dev.latchkey.cli.console.ImportProgress;
import dev.latchkey.cli.imports.ImportFormat;
import dev.latchkey.cli.imports.ImportLines;
import dev.latchkey.cli.imports.ImportProblems;
import dev.latchkey.cli.imports.ImportRows;
import dev.latchkey.cli.imports.RowException;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.registry.InvalidFieldException;
import dev.latchkey.registry.UserImport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    description = {
      "Adds the users of a file, with the bcrypt hashes they have: all of them, or none if one row is bad"
          + " or the command is ended.",
      "Bad rows are named by their line, of which the first is 1. A file is UTF-8; blank lines do not"
          + " count.",
      "CSV: the first line names the columns. Needed are username, email, firstName and lastName; there"
          + " may be status (active, invited, disabled), mfaRequired, mfaConfigured, changePassword,"
          + " favorite (with ';' between several), passwordHash ($2a$, $2b$ or $2y$, cost 4 to 15) and"
          + " inviteExpiresAt (2030-01-31T12:00:00Z; needed by those invited).",
      "JSON Lines: an object on each line, with members of the same names."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey user import acme users.csv --dry-run",
      "  latchkey user import acme users.jsonl",
      "  gunzip -c users.csv.gz | latchkey user import acme - --format csv"
    })
class UserImportCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  private final RegistryAccess registry;
  private final InputStream standardInput;
  private final boolean terminal;

  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "ORG",
      description = "The organisation's domain.",
      converter = OrgDomainConverter.class)
  OrgDomain organization;

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

  UserImportCommand() {
    this(new JdbcRegistryAccess(), System.in, System.console() != null);
  }

  UserImportCommand(RegistryAccess registry, InputStream standardInput, boolean terminal) {
    this.registry = registry;
    this.standardInput = standardInput;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var known = Optional.ofNullable(format).or(() -> ImportFormat.of(file));
    if (known.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "FILE: its name does not tell the format: use --format csv or jsonl");
    }
    try (var lines = new ImportLines(open())) {
      var rows = rows(known.get(), lines);
      return registry.run(
          services -> {
            try (var users = services.users().beginImport(organization)) {
              take(users, rows, lines);
            }
            return 0;
          });
    }
  }

  private InputStream open() {
    if (file.equals(STANDARD_INPUT)) {
      return standardInput;
    }
    try {
      return Files.newInputStream(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new CommandException("FILE: there is no such file.");
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandException("FILE cannot be read: " + e.getClass().getSimpleName() + ".");
    }
  }

  /** What is wrong with the header is told before the database is asked anything. */
  private static ImportRows rows(ImportFormat format, ImportLines lines) {
    try {
      return format.rows(lines);
    } catch (RowException e) {
      throw new CommandException("FILE: row " + lines.number() + " " + e.text() + ".");
    }
  }

  private void take(UserImport users, ImportRows rows, ImportLines lines) {
    var problems = new ImportProblems();
    long count = read(users, rows, lines, problems);
    if (!problems.isEmpty()) {
      fail(problems, count);
    }
    if (count == 0) {
      throw new CommandException("FILE: it holds no user.");
    }
    if (!dryRun) {
      users.commit();
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            dryRun
                ? "Checked %d users for %s: all can be imported, none was kept%n"
                : "Imported %d users into %s%n",
            count,
            organization.value());
  }

  /** Returns how many rows there are, bad ones included. */
  private long read(UserImport users, ImportRows rows, ImportLines lines, ImportProblems problems) {
    var progress = new ImportProgress(spec.commandLine().getErr(), size());
    long count = 0;
    while (readRow(users, rows, lines, problems)) {
      count++;
      if (terminal) {
        progress.at(count, lines.bytes());
      }
    }
    problems.add(users.write());
    progress.end();
    return count;
  }

  /** Returns whether there was one. */
  private static boolean readRow(
      UserImport users, ImportRows rows, ImportLines lines, ImportProblems problems) {
    try {
      var row = rows.next();
      if (row == null) {
        return false;
      }
      problems.add(users.add(lines.number(), row.toUser()));
    } catch (RowException e) {
      problems.add(lines.number(), e.text());
    } catch (InvalidFieldException e) {
      problems.add(lines.number(), String.valueOf(e.getMessage()));
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
    problems.lines().forEach(line -> err.println("latchkey: " + line));
    if (problems.count() > ImportProblems.SHOWN) {
      err.println(
          "latchkey: and " + (problems.count() - ImportProblems.SHOWN) + " more rows are bad");
    }
    throw new CommandException(
        String.format(
            Locale.ROOT, "Nothing was imported. Bad rows: %d of %d.", problems.count(), count));
  }
}
