package dev.latchkey.cli.imports;

import dev.latchkey.cli.console.CommandException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A file of users to import, open for reading: each user is a row, which is a line. */
public final class ImportFile implements AutoCloseable {

  private final LineReader lines;
  private final UserReader users;

  private ImportFile(LineReader lines, UserReader users) {
    this.lines = lines;
    this.users = users;
  }

  /**
   * Begins to read.
   *
   * @throws CommandException when the file cannot be read, or its header is bad
   */
  public static ImportFile read(ImportFormat format, InputStream in) {
    var lines = new LineReader(in);
    try {
      return new ImportFile(
          lines, format == ImportFormat.CSV ? new CsvUserReader(lines) : new JsonUserReader(lines));
    } catch (RowException e) {
      lines.close();
      throw new CommandException("FILE: row " + lines.number() + " " + e.text() + ".");
    } catch (CommandException e) {
      lines.close();
      throw e;
    }
  }

  /**
   * Reads the next user; null at the end.
   *
   * @throws RowException when the row is no user; those after it can be read
   * @throws CommandException when nothing more can be read
   */
  public @Nullable ImportedUser next() throws RowException {
    return users.next();
  }

  /** The row that was read last, from 1. */
  public long row() {
    return lines.number();
  }

  /** How many bytes were read. */
  public long bytes() {
    return lines.bytes();
  }

  @Override
  public void close() {
    lines.close();
  }
}
