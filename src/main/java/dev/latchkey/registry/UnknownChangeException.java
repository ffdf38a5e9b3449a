package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;

/** The connection broke while a change was to be kept: nobody knows whether it was. */
public final class UnknownChangeException extends DatabaseException {

  private static final long serialVersionUID = 1L;

  public UnknownChangeException() {
    super("The connection to the database broke at the very end: look whether the change was kept");
  }
}
