package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each target of {@code bench/fuzz/run} holds for the inputs in {@code src/test/fuzz}, and for some
 * thousand small changes of them: the same ones in each run. An input that the fuzzer found once is
 * in that folder.
 */
class FuzzTargetsTest {

  private static final Path SOURCES = Path.of("src/test/java");
  private static final Path INPUTS = Path.of("src/test/fuzz");
  private static final String SUFFIX = "Fuzz.java";
  private static final int CHANGES = 500;

  @ParameterizedTest
  @MethodSource("targets")
  void knownInputs_keepTheProperty(Path source) throws Throwable {
    var target = target(source);
    var inputs = inputs(source);
    assertThat(inputs).as("inputs of " + source).isNotEmpty();

    for (var input : inputs) {
      assertKept(target, input);
      var random = new Random(Arrays.hashCode(input));
      for (int i = 0; i < CHANGES; i++) {
        assertKept(target, changed(input, random));
      }
    }
  }

  private static void assertKept(MethodHandle target, byte[] input) {
    assertThatCode(() -> target.invoke(input))
        .as(() -> "for the bytes " + Arrays.toString(input))
        .doesNotThrowAnyException();
  }

  /** Some bytes are replaced, doubled or left out. */
  private static byte[] changed(byte[] input, Random random) {
    var bytes = input.clone();
    for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
      bytes =
          switch (random.nextInt(3)) {
            case 0 -> with(bytes, at, (byte) random.nextInt(256));
            case 1 -> join(bytes, end, bytes, at);
            default -> join(bytes, at, bytes, end);
          };
    }
    return bytes;
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    bytes[at] = value;
    return bytes;
  }

  private static byte[] join(byte[] first, int end, byte[] second, int start) {
    var joined = Arrays.copyOf(first, end + second.length - start);
    System.arraycopy(second, start, joined, end, second.length - start);
    return joined;
  }

  private static Stream<Path> targets() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      var targets = files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
      assertThat(targets).hasSizeGreaterThan(5);
      return targets.stream();
    }
  }

  private static MethodHandle target(Path source) throws ReflectiveOperationException {
    var file = SOURCES.relativize(source).toString();
    var name = file.substring(0, file.length() - ".java".length()).replace('/', '.');
    return MethodHandles.publicLookup()
        .findStatic(
            Class.forName(name),
            "fuzzerTestOneInput",
            MethodType.methodType(void.class, byte[].class));
  }

  private static List<byte[]> inputs(Path source) throws IOException {
    var name = source.getFileName().toString();
    var folder = INPUTS.resolve(name.substring(0, name.length() - SUFFIX.length()));
    try (var files = Files.list(folder)) {
      return files.sorted().map(FuzzTargetsTest::content).toList();
    }
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
