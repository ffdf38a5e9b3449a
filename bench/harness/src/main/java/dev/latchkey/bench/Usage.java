package dev.latchkey.bench;

import dev.latchkey.bench.report.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What processes have used so far, from /proc, in seconds of CPU.
 *
 * @param service the measured process
 * @param hashing those of its threads that do nothing but hash; 0 where it has none such
 * @param events its event loops
 * @param compiling what the JVM compiles with
 * @param database PostgreSQL, all its processes
 * @param load this process
 */
record Usage(
    double service, double hashing, double events, double compiling, double database, double load) {

  // As far as Linux keeps the names of threads: 15 characters.
  private static final List<String> HASHING = List.of("latchkey-hash-");
  private static final List<String> EVENTS = List.of("vert.x-eventloo");
  private static final List<String> COMPILING = List.of("C1 CompilerThre", "C2 CompilerThre");
  private static final double TICKS_PER_SECOND = 100;

  static Usage of(long service, long postmaster) {
    return new Usage(
        cpu(Path.of("/proc/" + service)),
        threads(service, HASHING),
        threads(service, EVENTS),
        threads(service, COMPILING),
        postgres(postmaster),
        cpu(Path.of("/proc/self")));
  }

  Usage minus(Usage before) {
    return new Usage(
        service - before.service,
        hashing - before.hashing,
        events - before.events,
        compiling - before.compiling,
        database - before.database,
        load - before.load);
  }

  /** Resident memory of a process, in MB. */
  static double residentMegabytes(long pid) {
    try {
      return Machine.kilobytes("/proc/" + pid + "/status", "VmRSS") / 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double cpu(Path process) {
    String[] fields = stat(process);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** The fields after the name, which may have spaces: 0 is the state, 1 the parent. */
  private static String[] stat(Path process) {
    String line = read(process.resolve("stat"));
    return line.substring(line.lastIndexOf(')') + 2).split(" ");
  }

  private static double threads(long service, List<String> names) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + service + "/task"))) {
      return tasks.mapToDouble(task -> ofThread(task, names)).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double ofThread(Path task, List<String> names) {
    try {
      String name = read(task.resolve("comm"));
      return names.stream().anyMatch(name::startsWith)
          ? Long.parseLong(read(task.resolve("schedstat")).split(" ")[0]) / 1e9
          : 0;
    } catch (UncheckedIOException e) {
      return 0; // ended meanwhile
    }
  }

  private static double postgres(long postmaster) {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .mapToDouble(process -> ofFamily(process, postmaster))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double ofFamily(Path process, long postmaster) {
    try {
      boolean one =
          process.endsWith(String.valueOf(postmaster))
              || stat(process)[1].equals(String.valueOf(postmaster));
      return one ? cpu(process) : 0;
    } catch (UncheckedIOException e) {
      return 0; // ended meanwhile
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
