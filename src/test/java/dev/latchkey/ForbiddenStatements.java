package dev.latchkey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What database roles may not do: the lists that the checks of the documents use as well. */
public final class ForbiddenStatements {

  private ForbiddenStatements() {}

  /** What the service's role may not do, and the operator's may, but for the change of role. */
  public static List<String> forTheServiceAlone() {
    return read("forbidden-service.sql");
  }

  /** What the operator's role may not do, and the service's may. */
  public static List<String> forTheOperatorAlone() {
    return read("forbidden-operator-alone.sql");
  }

  /** What neither may do. */
  public static List<String> forBoth() {
    return read("forbidden-operator.sql");
  }

  public static List<String> forTheService() {
    return Stream.of(forTheServiceAlone(), forBoth()).flatMap(List::stream).toList();
  }

  private static List<String> read(String name) {
    try (var lines = Files.lines(Path.of("docs/checks", name))) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("--")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
