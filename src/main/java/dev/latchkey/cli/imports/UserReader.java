package dev.latchkey.cli.imports;

import org.jspecify.annotations.Nullable;

/** Reads the users of a file, one by one. */
interface UserReader {

  /**
   * Reads the next user; null at the end.
   *
   * @throws RowException when the row is no user; those after it can be read
   */
  @Nullable ImportedUser next() throws RowException;
}
