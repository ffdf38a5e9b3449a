package dev.latchkey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What was built: {@code target/quarkus-app} with its jars, or the native executable that the
 * system property {@code native.image.path} names (the profile {@code native} sets it).
 */
public final class Artefact {

  private static final Path EXECUTABLE = executable();
  private static final Path FOLDER = Path.of("target/quarkus-app").toAbsolutePath();

  private Artefact() {}

  /**
   * What starts it.
   *
   * @param javaOptions for the JVM, if it needs one
   */
  static List<String> command(List<String> javaOptions) {
    var command = new ArrayList<String>();
    if (EXECUTABLE == null) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(javaOptions);
      command.add("-jar");
      command.add(FOLDER.resolve("quarkus-run.jar").toString());
    } else {
      command.add(EXECUTABLE.toString());
    }
    return command;
  }

  /**
   * Whether a class of this name, or of one that contains it, is in the package: searched are the
   * names of all that the folder and its jars hold, or the bytes of the executable.
   */
  public static boolean names(String className) {
    try {
      return (EXECUTABLE == null ? names() : Files.readString(EXECUTABLE, ISO_8859_1))
          .contains(className);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String names() throws IOException {
    var names = new ArrayList<String>();
    try (var files = Files.walk(FOLDER)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        names.add(file.toString());
        if (file.toString().endsWith(".jar")) {
          try (var jar = new ZipFile(file.toFile())) {
            jar.stream().map(ZipEntry::getName).forEach(names::add);
          }
        }
      }
    }
    return names.stream().map(name -> name.replace('/', '.')).collect(Collectors.joining("\n"));
  }

  private static Path executable() {
    var path = System.getProperty("native.image.path", "");
    return path.isEmpty() ? null : Path.of(path).toAbsolutePath();
  }
}
