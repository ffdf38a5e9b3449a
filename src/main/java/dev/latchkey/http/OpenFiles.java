package dev.latchkey.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * How many files the process has open, and how many it may have. A connection is a file.
 *
 * @param limit {@code ulimit -n}; the JVM raises the soft limit to the hard one
 */
record OpenFiles(long open, long limit) {

  /** Of this process, where the system can tell. */
  static Optional<OpenFiles> now() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            && unix.getMaxFileDescriptorCount() > 0
        ? Optional.of(
            new OpenFiles(unix.getOpenFileDescriptorCount(), unix.getMaxFileDescriptorCount()))
        : Optional.empty();
  }
}
