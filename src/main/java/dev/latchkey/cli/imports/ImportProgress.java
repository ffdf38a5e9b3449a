package dev.latchkey.cli.imports;

import java.io.PrintWriter;
import java.util.Locale;

/** How far an import is, on one line of a terminal. */
public final class ImportProgress {

  private static final int WIDTH = 30;
  private static final int ROWS = 500;

  private final PrintWriter out;
  private final long size;
  private boolean shown;

  /**
   * @param size of the file in bytes; 0 where it is unknown
   */
  public ImportProgress(PrintWriter out, long size) {
    this.out = out;
    this.size = size;
  }

  /** Shows it, now and then. */
  public void at(long rows, long bytes) {
    if (rows % ROWS == 0) {
      show(rows, bytes);
    }
  }

  private void show(long rows, long bytes) {
    shown = true;
    out.print("\r" + bar(bytes) + String.format(Locale.ROOT, "%,d rows", rows));
    out.flush();
  }

  private String bar(long bytes) {
    if (size == 0) {
      return "";
    }
    int done = (int) (WIDTH * Math.min(bytes, size) / size);
    return "[" + "#".repeat(done) + " ".repeat(WIDTH - done) + "] ";
  }

  /** Leaves the line as if it had never been used. */
  public void end() {
    if (shown) {
      out.print("\r" + " ".repeat(WIDTH + 25) + "\r");
      out.flush();
    }
  }
}
