package dev.latchkey;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The events of the audit among what a command writes to standard error. */
public final class AuditLines {

  private static final Pattern LINE =
      Pattern.compile("^[0-9T:.-]+Z audit (act=.*)\\R", Pattern.MULTILINE);

  private AuditLines() {}

  /** Each from {@code act=} on. */
  public static List<String> of(String err) {
    return LINE.matcher(err).results().map((MatchResult line) -> line.group(1)).toList();
  }

  /** All but the events. */
  public static String without(String err) {
    return LINE.matcher(err).replaceAll("");
  }
}
