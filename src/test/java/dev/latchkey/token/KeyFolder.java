package dev.latchkey.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder of signing keys for a test, private to its owner. */
record KeyFolder(Path path) {

  KeyFolder with(String name, String content) {
    try {
      var file = path.resolve(name);
      Files.writeString(file, content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  KeyFolder without(String name) {
    try {
      Files.delete(path.resolve(name));
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  SigningKeys load() {
    return SigningKeys.load(path);
  }
}
