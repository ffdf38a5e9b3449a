package dev.latchkey.cli.imports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The columns that the header of a CSV file names, in either case and with blanks, hyphens and
 * underscores as people write them: <i>First Name</i>. A column without a name has no values.
 */
final class CsvColumns {

  private static final String UNNAMED = "";

  private final List<String> names;

  private CsvColumns(List<String> names) {
    this.names = names;
  }

  /**
   * @throws RowException when a name is unknown or there twice, or one is missing
   */
  static CsvColumns of(List<String> header) throws RowException {
    var names = new ArrayList<String>();
    var seen = new HashSet<String>();
    for (var cell : header) {
      var name = isBlank(cell) ? UNNAMED : field(cell);
      if (!name.equals(UNNAMED) && !seen.add(name)) {
        throw new RowException("has the column " + name + " twice");
      }
      names.add(name);
    }
    for (var field : ImportedUser.REQUIRED) {
      if (!seen.contains(field)) {
        throw new RowException("has no column " + field);
      }
    }
    return new CsvColumns(names);
  }

  private static String field(String cell) throws RowException {
    for (var field : ImportedUser.FIELDS) {
      if (letters(field).equals(letters(cell))) {
        return field;
      }
    }
    throw ImportedUser.unknown("column", cell);
  }

  private static String letters(String name) {
    return name.replaceAll("[\\s\\p{Z}_-]", "").toLowerCase(Locale.ROOT);
  }

  private static boolean isBlank(String cell) {
    return cell.codePoints().allMatch(CsvSeparator::isBlank);
  }

  /**
   * @throws RowException when there is not one cell for each column
   */
  Row row(List<String> cells) throws RowException {
    if (cells.size() != names.size()) {
      throw new RowException(
          "has " + cells.size() + " cells, but there are " + names.size() + " columns");
    }
    for (int i = 0; i < cells.size(); i++) {
      if (names.get(i).equals(UNNAMED) && !isBlank(cells.get(i))) {
        throw new RowException("has a value in column " + (i + 1) + ", which has no name");
      }
    }
    return new Row(names, cells);
  }

  /** The cells of a row. */
  record Row(List<String> names, List<String> cells) {

    /** Null where there is no column or the cell has blanks alone. */
    @Nullable String value(String field) {
      int column = names.indexOf(field);
      return column < 0 || isBlank(cells.get(column)) ? null : cells.get(column);
    }

    @Override
    public String toString() {
      return "Row[…]";
    }
  }
}
