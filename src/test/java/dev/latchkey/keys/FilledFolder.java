package dev.latchkey.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that a test fills with files, private to their owner. */
public record FilledFolder(Path path) {

  public FilledFolder with(String name, String content) {
    try {
      var file = path.resolve(name);
      Files.writeString(file, content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public FilledFolder without(String name) {
    try {
      Files.delete(path.resolve(name));
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
