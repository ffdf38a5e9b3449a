package dev.latchkey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The advisories that are known here: {@code advisories.csv}. A row names a package, the first
 * version without the fault in the line that we use, and the advisories that this version closes.
 *
 * @param group of the Maven package
 * @param name of the Maven package; {@code *} for all of the group
 */
record Advisories(String group, String name, String fixed, String ids) {

  private static final Path FILE = Path.of("src/test/resources/advisories.csv");

  static List<Advisories> all() {
    try (var lines = Files.lines(FILE)) {
      return lines.skip(1).map(Advisories::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Advisories of(String line) {
    var cells = line.split("[:,]", -1);
    return new Advisories(cells[0], cells[1], cells[2], cells[3]);
  }

  /** The first version of a package without the faults. */
  static String fixed(String group, String name) {
    return all().stream().filter(row -> row.isAbout(group, name)).findFirst().orElseThrow().fixed();
  }

  boolean isAbout(String otherGroup, String otherName) {
    return group.equals(otherGroup) && (name.equals("*") || name.equals(otherName));
  }

  boolean isFixedIn(String version) {
    return Version.parse(version).compareTo(Version.parse(fixed)) >= 0;
  }
}
