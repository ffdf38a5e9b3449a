package dev.latchkey.password;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of SHA-1 hashes in ascending order, as Have I Been Pwned publishes it: {@code HASH:COUNT}
 * in each line, the hash in 40 hexadecimal digits of either case, the lines ended by LF or CRLF.
 *
 * <p>The file may have many gigabytes. It is never loaded: a search reads about 40 times 128 bytes.
 * It is opened for each search, so that another file may take its place meanwhile. All methods
 * block, and may be called by any number of threads.
 */
final class LeakedPasswords {

  /** 40 digits, the colon, a count of 20 digits, CR and LF. */
  private static final int LONGEST_LINE = 63;

  private static final Pattern LINE = Pattern.compile("([0-9A-Fa-f]{40}):[0-9]{1,20}\r?\n?");

  /** How many lines {@link #check} looks at: the first, the last, and some between them. */
  private static final int SAMPLES = 64;

  private final Path path;

  LeakedPasswords(Path path) {
    this.path = path;
  }

  /**
   * Looks at lines from all over the file.
   *
   * @throws BlocklistException when it cannot be read, or has another form or order
   */
  void check() {
    search(
        file -> {
          long size = file.size();
          var before = lineAt(file, 0, size);
          for (int i = 1; i <= SAMPLES; i++) {
            var line = lineAt(file, (size - 1) * i / SAMPLES, size);
            if (line.start > before.start) {
              requireOrder(before.hash, line.hash);
              before = line;
            }
          }
          return true;
        });
  }

  /**
   * Whether the file has the password's hash.
   *
   * @throws BlocklistException when the file cannot be read, or has another form or order where the
   *     search comes by
   */
  boolean contains(byte[] password) {
    var wanted = sha1(password);
    return search(file -> contains(file, wanted));
  }

  /** Both ends of what is left always lie between two lines. */
  private static boolean contains(FileChannel file, byte[] wanted) throws IOException {
    long size = file.size();
    long low = 0;
    long high = size;
    byte @Nullable [] below = null;
    byte @Nullable [] above = null;
    while (low < high) {
      var line = lineAt(file, low + (high - low) / 2, size);
      requireOrder(below, line.hash);
      requireOrder(line.hash, above);
      int order = Arrays.compareUnsigned(wanted, line.hash);
      if (order == 0) {
        return true;
      }
      if (order < 0) {
        high = line.start;
        above = line.hash;
      } else {
        low = line.end;
        below = line.hash;
      }
    }
    return false;
  }

  private static void requireOrder(byte @Nullable [] hash, byte @Nullable [] later) {
    if (hash != null && later != null && Arrays.compareUnsigned(hash, later) >= 0) {
      throw new BlocklistException("names a file whose hashes are not in ascending order");
    }
  }

  /** The line that has the byte at this position. */
  private static Line lineAt(FileChannel file, long position, long size) throws IOException {
    long from = Math.max(0, position - LONGEST_LINE);
    var window = read(file, from, Math.min(size, position + LONGEST_LINE));
    int at = (int) (position - from);
    int start = window.lastIndexOf('\n', at - 1) + 1;
    int end = window.indexOf('\n', at) + 1;
    var line = LINE.matcher(end == 0 ? window.substring(start) : window.substring(start, end));
    // A line that begins before the window, or ends behind it, is too long to be of the form.
    if (!line.matches()) {
      throw new BlocklistException(
          "names a file with a line that is not of the form SHA1:COUNT, as in the file of Have I"
              + " Been Pwned");
    }
    return new Line(
        from + start, end == 0 ? size : from + end, HexFormat.of().parseHex(line.group(1)));
  }

  private static String read(FileChannel file, long from, long to) throws IOException {
    var buffer = ByteBuffer.allocate((int) (to - from));
    while (buffer.hasRemaining()) {
      if (file.read(buffer, from + buffer.position()) < 0) {
        throw new BlocklistException("names a file that became shorter while it was read");
      }
    }
    return new String(buffer.array(), StandardCharsets.ISO_8859_1);
  }

  private <T> T search(Search<T> search) {
    // To open a pipe would wait for its writer.
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new BlocklistException("names something that is not a file");
    }
    try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
      if (file.size() == 0) {
        throw new BlocklistException("names an empty file");
      }
      return search.in(file);
    } catch (NoSuchFileException e) {
      throw new BlocklistException("names a file that does not exist", e);
    } catch (AccessDeniedException e) {
      throw new BlocklistException("names a file that this process may not read", e);
    } catch (IOException e) {
      throw new BlocklistException("names a file that cannot be read", e);
    }
  }

  private static byte[] sha1(byte[] password) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(password);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-1", e);
    }
  }

  @FunctionalInterface
  private interface Search<T> {
    T in(FileChannel file) throws IOException;
  }

  /**
   * @param start where its first byte is
   * @param end where the next line begins, or the end of the file
   */
  private record Line(long start, long end, byte[] hash) {}
}
