package dev.latchkey.cli.imports;

import dev.latchkey.cli.console.CommandException;
import dev.latchkey.registry.InvalidFieldException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A file to import is read to its end, row by row, whatever it holds: a row is a user, or it is
 * refused with a sentence. No row is lost behind a bad one. It makes no difference how much of the
 * file one read gives.
 */
public final class ImportFuzz {

  private ImportFuzz() {}

  /** Called by the fuzzer, {@code bench/fuzz/run Import SECONDS}, and by FuzzTargetsTest. */
  public static void fuzzerTestOneInput(byte[] input) {
    for (var format : ImportFormat.values()) {
      var atOnce = read(format, new ByteArrayInputStream(input));
      var byteByByte = read(format, new OneByteAtATime(input));
      if (!atOnce.equals(byteByByte)) {
        throw new AssertionError(format + ": " + atOnce + "\nbyte by byte: " + byteByByte);
      }
    }
  }

  private static List<String> read(ImportFormat format, InputStream in) {
    var rows = new ArrayList<String>();
    try (var file = ImportFile.read(format, in)) {
      long row = file.row();
      while (true) {
        var outcome = next(file);
        if (outcome == null) {
          return rows;
        }
        if (file.row() <= row) {
          throw new AssertionError("row " + row + " again");
        }
        row = file.row();
        rows.add(row + " " + outcome);
      }
    } catch (CommandException e) {
      rows.add(e.getMessage());
      return rows;
    }
  }

  private static String next(ImportFile file) {
    try {
      var user = file.next();
      if (user == null) {
        return null;
      }
      user.totpSecret();
      return user.toNewUser().profile().username();
    } catch (RowException e) {
      return e.text();
    } catch (InvalidFieldException e) {
      return e.getMessage();
    }
  }

  /** As from a slow pipe. */
  private static final class OneByteAtATime extends ByteArrayInputStream {
    OneByteAtATime(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      return super.read(into, offset, Math.min(length, 1));
    }
  }
}
