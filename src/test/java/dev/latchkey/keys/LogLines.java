package dev.latchkey.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What one class logs while this is open. */
public final class LogLines extends Handler {

  private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

  private final List<String> lines = new ArrayList<>();
  private final Logger logger;

  private LogLines(Logger logger) {
    this.logger = logger;
  }

  public static LogLines of(Class<?> type) {
    var lines = new LogLines(Logger.getLogger(type.getName()));
    lines.logger.addHandler(lines);
    lines.logger.setLevel(Level.ALL);
    return lines;
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(line.getLevel().getName() + " " + MESSAGE.format(line));
  }

  public List<String> lines() {
    return lines;
  }

  public List<String> at(String level) {
    return lines.stream()
        .filter(line -> line.startsWith(level + " "))
        .map(line -> line.substring(level.length() + 1))
        .toList();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
