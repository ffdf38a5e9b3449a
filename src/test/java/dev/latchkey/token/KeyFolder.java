package dev.latchkey.token;

import dev.latchkey.keys.FilledFolder;
import java.nio.file.Path;

/** A folder of signing keys for a test, private to its owner. */
record KeyFolder(Path path) {

  KeyFolder with(String name, String content) {
    new FilledFolder(path).with(name, content);
    return this;
  }

  KeyFolder without(String name) {
    new FilledFolder(path).without(name);
    return this;
  }

  SigningKeys load() {
    return SigningKeys.load(path);
  }
}
