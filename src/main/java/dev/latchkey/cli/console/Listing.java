package dev.latchkey.cli.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A list on the way to standard output: a table, or a JSON array with a line for each element. It
 * is written as it comes, so that its length does not matter.
 */
public abstract class Listing {

  private static final int PAGE = 500;

  final PrintWriter out;
  private final PrintWriter target;

  private Listing(PrintWriter target) {
    this.target = target;
    // The target itself may write through at every line.
    out = new PrintWriter(new BufferedWriter(target));
  }

  public static Listing table(PrintWriter out, String... header) {
    return new Table(out, header);
  }

  public static Listing json(PrintWriter out) {
    return new Array(out);
  }

  /**
   * @param cells what a table shows
   * @param json what an array holds
   * @return whether anybody still reads: a pager that was left does not
   */
  public abstract boolean add(List<String> cells, Supplier<ObjectNode> json);

  public abstract void end();

  /** Returns whether anybody read it. */
  final boolean flush() {
    out.flush();
    return !target.checkError();
  }

  private static final class Array extends Listing {

    private String separator = "[\n  ";
    private int count;

    private Array(PrintWriter out) {
      super(out);
    }

    @Override
    public boolean add(List<String> cells, Supplier<ObjectNode> json) {
      out.print(separator);
      out.print(Json.line(json.get()));
      separator = ",\n  ";
      count++;
      return count % PAGE != 0 || flush();
    }

    @Override
    public void end() {
      out.print(count == 0 ? "[]\n" : "\n]\n");
      flush();
    }
  }

  /** Columns are as wide as the widest cell of those that were seen so far, looked at in pages. */
  private static final class Table extends Listing {

    private final int[] widths;
    private final List<List<String>> page = new ArrayList<>();

    private Table(PrintWriter out, String... header) {
      super(out);
      widths = new int[header.length];
      page.add(List.of(header));
    }

    @Override
    public boolean add(List<String> cells, Supplier<ObjectNode> json) {
      page.add(cells.stream().map(Printable::of).toList());
      return page.size() < PAGE || print();
    }

    @Override
    public void end() {
      print();
    }

    private boolean print() {
      page.forEach(this::widen);
      page.forEach(this::print);
      page.clear();
      return flush();
    }

    private void widen(List<String> cells) {
      Arrays.setAll(widths, i -> Math.max(widths[i], width(cells.get(i))));
    }

    private void print(List<String> cells) {
      int last = cells.size() - 1;
      for (int i = 0; i < last; i++) {
        var cell = cells.get(i);
        out.print(cell + " ".repeat(widths[i] - width(cell) + 2));
      }
      out.println(cells.get(last));
    }

    private static int width(String cell) {
      return cell.codePointCount(0, cell.length());
    }
  }
}
