package dev.latchkey.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** The events of the audit while this is open. */
final class AuditEvents extends Handler {

  private final Logger logger = Logger.getLogger("audit");
  private final List<ExtLogRecord> events = new ArrayList<>();

  AuditEvents() {
    logger.addHandler(this);
  }

  List<ExtLogRecord> all() {
    return events;
  }

  @Override
  public void publish(LogRecord event) {
    events.add(ExtLogRecord.wrap(event));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
