package dev.latchkey.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/**
 * One file of a folder of keys.
 *
 * @param source where the bytes lie
 * @param file the name that messages use
 */
record KeyFile(Path source, Path file) {

  /** Far more than any key needs: what is larger is something else. */
  private static final long MAX_BYTES = 64 * 1024;

  /** Each byte is one character, so that every file can be read. */
  String text() {
    try {
      if (!Files.isRegularFile(source) || Files.size(source) > MAX_BYTES) {
        throw new KeyFolderException(file, "is not a key file");
      }
      return Files.readString(source, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new KeyFolderException(file, "cannot be read: " + e.getClass().getSimpleName());
    }
  }

  Optional<String> warning() {
    return readableByAll()
        ? Optional.of(
            file
                + " can be read by every user of this machine: take that right away"
                + " (chmod 640; for a Kubernetes Secret, defaultMode: 0440)")
        : Optional.empty();
  }

  private boolean readableByAll() {
    try {
      return Files.getPosixFilePermissions(source).contains(PosixFilePermission.OTHERS_READ);
    } catch (UnsupportedOperationException | IOException e) {
      return false; // no such rights here, or gone since: nothing to warn of
    }
  }
}
