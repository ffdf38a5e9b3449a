package dev.latchkey.cli.imports;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.latchkey.cli.console.CommandException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values (RFC 4180) below a line with the names of the columns. An empty cell is no
 * value; in a list ';' stands between the elements.
 */
final class CsvUserReader implements UserReader {

  private final LineReader lines;
  private final ObjectReader reader =
      new CsvMapper().readerFor(String[].class).with(CsvParser.Feature.WRAP_AS_ARRAY);
  private final List<String> columns;

  /**
   * @throws RowException when the first line does not name the columns
   * @throws CommandException when there is none
   */
  CsvUserReader(LineReader lines) throws RowException {
    this.lines = lines;
    var header = lines.next();
    if (header == null) {
      throw new CommandException("FILE: it is empty.");
    }
    columns = cells(header);
    requireKnown();
    for (var field : ImportedUser.REQUIRED) {
      if (!columns.contains(field)) {
        throw new RowException("has no column " + field);
      }
    }
  }

  private void requireKnown() throws RowException {
    var seen = new HashSet<String>();
    for (var column : columns) {
      ImportedUser.requireKnown("column", column);
      if (!seen.add(column)) {
        throw new RowException("has the column " + column + " twice");
      }
    }
  }

  @Override
  public @Nullable ImportedUser next() throws RowException {
    var line = lines.next();
    if (line == null) {
      return null;
    }
    var cells = cells(line);
    if (cells.size() != columns.size()) {
      throw new RowException(
          "has " + cells.size() + " cells, but there are " + columns.size() + " columns");
    }
    return new CsvUser(columns, cells);
  }

  private List<String> cells(String line) throws RowException {
    try (var rows = reader.<String[]>readValues(line)) {
      return List.of(rows.nextValue());
    } catch (IOException e) {
      throw new RowException("is not CSV: a quote is open, or text stands beside a quoted cell");
    }
  }

  private record CsvUser(List<String> columns, List<String> cells) implements ImportedUser {

    @Override
    public @Nullable String text(String field) {
      int column = columns.indexOf(field);
      return column < 0 || cells.get(column).isEmpty() ? null : cells.get(column);
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
      return text == null ? List.of() : List.of(text.split(";", -1));
    }

    @Override
    public String toString() {
      return "CsvUser[…]";
    }
  }
}
