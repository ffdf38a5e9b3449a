package dev.latchkey.cli.imports;

import dev.latchkey.cli.console.CommandException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a file to import. A line is a row, whatever is wrong in it: an open quote must
 * not swallow the rows after it. Lines end with LF, CRLF or CR. The file is UTF-8, with or without
 * a byte order mark.
 */
final class LineReader implements AutoCloseable {

  static final int MAX_BYTES = 64 * 1024;
  private static final int BUFFER = 64 * 1024;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private long bytes;
  private long number;
  private boolean endedWithReturn;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** The line that was read last, from 1. */
  long number() {
    return number;
  }

  /** How many bytes were read. */
  long bytes() {
    return bytes;
  }

  /**
   * The next line that is not blank, without its end; null where there is none.
   *
   * @throws RowException when the line cannot be read; those after it can
   * @throws CommandException when nothing more can be read
   */
  @Nullable String next() throws RowException {
    try {
      while (true) {
        var line = read();
        if (line == null) {
          return null;
        }
        number++;
        var text = text(line);
        if (!text.isBlank()) {
          return text;
        }
      }
    } catch (IOException e) {
      throw new CommandException("FILE cannot be read: " + e.getClass().getSimpleName() + ".");
    }
  }

  /** Up to the next line end, kept no longer than it may be; null at the end of the file. */
  private @Nullable ByteArrayOutputStream read() throws IOException {
    var line = new ByteArrayOutputStream(256);
    boolean begun = false;
    while (fill()) {
      if (isSecondHalfOfEnd()) {
        position++;
        continue;
      }
      begun = true;
      int end = position;
      while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
        end++;
      }
      int room = MAX_BYTES + 1 - line.size();
      line.write(buffer, position, Math.min(end - position, room));
      position = end;
      if (end < limit) {
        endedWithReturn = buffer[position] == '\r';
        position++;
        return line;
      }
    }
    return begun ? line : null;
  }

  /** The two of CRLF may come in two reads. */
  private boolean isSecondHalfOfEnd() {
    boolean second = endedWithReturn && buffer[position] == '\n';
    endedWithReturn = false;
    return second;
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(buffer));
      bytes += limit;
    }
    return limit > 0;
  }

  private String text(ByteArrayOutputStream line) throws RowException {
    if (line.size() > MAX_BYTES) {
      throw new RowException("is longer than 64 KiB");
    }
    var text = decoded(line.toByteArray());
    if (number == 1 && text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    if (text.indexOf('\0') >= 0) {
      throw new RowException("holds a NUL character");
    }
    return text;
  }

  private static String decoded(byte[] bytes) throws RowException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RowException("is not UTF-8");
    }
  }

  @Override
  public void close() {
    try (in) {
      position = limit;
    } catch (IOException e) {
      throw new CommandException("FILE cannot be closed: " + e.getClass().getSimpleName() + ".");
    }
  }
}
