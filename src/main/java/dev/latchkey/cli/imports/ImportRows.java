package dev.latchkey.cli.imports;

import org.jspecify.annotations.Nullable;

/** The rows of a file to import, one by one. */
public interface ImportRows {

  /**
   * Reads the next; null at the end.
   *
   * @throws RowException when it is none; those after it can be read
   */
  @Nullable ImportedUser next() throws RowException;
}
