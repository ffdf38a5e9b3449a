package dev.latchkey.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;

/**
 * Writes a folder as the kubelet mounts a Secret: the files lie in a dated folder, {@code ..data}
 * is a link to it, and the visible names are links through {@code ..data}. A change swaps that one
 * link.
 */
public record MountedSecret(Path path) {

  public static MountedSecret at(Path path) {
    return new MountedSecret(path);
  }

  public void write(Map<String, String> content) throws IOException {
    var data = path.resolve("..data");
    var before = Files.exists(data) ? data.toRealPath() : null;
    var folder = Files.createTempDirectory(path, "..2026_01_31_");
    content.forEach(new FilledFolder(folder)::with);
    for (var name : content.keySet()) {
      if (!Files.exists(path.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(path.resolve(name), Path.of("..data", name));
      }
    }
    var link = Files.createSymbolicLink(path.resolve("..data_tmp"), folder.getFileName());
    Files.move(link, data, StandardCopyOption.ATOMIC_MOVE);
    if (before != null) {
      remove(before);
      removeDanglingLinks();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void removeDanglingLinks() throws IOException {
    try (var files = Files.list(path)) {
      for (var file : files.filter(link -> !Files.exists(link)).toList()) {
        Files.delete(file);
      }
    }
  }
}
