package dev.latchkey.cli.imports;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.latchkey.cli.console.CommandException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values (RFC 4180) below a line with the names of the columns, also as
 * spreadsheets save them: with {@code ;} or a tab instead of the comma, with rows of empty cells,
 * and with columns that have neither a name nor a value. An empty cell is no value; in a list ';'
 * stands between the elements.
 */
final class CsvUserReader implements UserReader {

  private final LineReader lines;
  private final CsvColumns columns;
  private final ObjectReader reader;

  /**
   * @throws RowException when the first line does not name the columns
   * @throws CommandException when there is none
   */
  CsvUserReader(LineReader lines) throws RowException {
    this.lines = lines;
    var first = nextNotBlank();
    var told = first == null ? null : CsvSeparator.told(first);
    var header = told == null ? first : nextNotBlank();
    if (header == null) {
      throw new CommandException("FILE: it is empty.");
    }
    char separator = told == null ? CsvSeparator.in(header) : told;
    reader =
        new CsvMapper()
            .readerFor(String[].class)
            .with(CsvSchema.emptySchema().withColumnSeparator(separator))
            .with(CsvParser.Feature.WRAP_AS_ARRAY);
    columns = CsvColumns.of(cells(header));
  }

  @Override
  public @Nullable ImportedUser next() throws RowException {
    var line = nextNotBlank();
    return line == null ? null : new CsvUser(columns.row(cells(line)));
  }

  /** Spreadsheets save rows that were emptied, and some below the last one that is used. */
  private @Nullable String nextNotBlank() throws RowException {
    var line = lines.next();
    while (line != null && line.codePoints().allMatch(CsvSeparator::isNothing)) {
      line = lines.next();
    }
    return line;
  }

  private List<String> cells(String line) throws RowException {
    try (var rows = reader.<String[]>readValues(line)) {
      return List.of(rows.nextValue());
    } catch (IOException e) {
      throw new RowException("is not CSV: a quote is open, or text stands beside a quoted cell");
    }
  }

  private record CsvUser(CsvColumns.Row row) implements ImportedUser {

    @Override
    public @Nullable String text(String field) {
      return row.value(field);
    }

    @Override
    public boolean flag(String field) throws RowException {
      var text = text(field);
      if (text == null) {
        return false;
      }
      // Spreadsheets write TRUE.
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new RowException(field + " is neither true nor false");
      };
    }

    @Override
    public boolean has(String field) {
      return text(field) != null;
    }

    @Override
    public List<String> list(String field) {
      var text = text(field);
      return text == null ? List.of() : Stream.of(text.split(";", -1)).map(String::strip).toList();
    }

    @Override
    public String toString() {
      return "CsvUser[…]";
    }
  }
}
