package dev.latchkey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.json.runtime.JsonFormatter;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.formatters.StructuredFormatter.ExceptionOutputType;

/**
 * All that is logged while this is open, in both formats: as text, as in development, and as JSON,
 * as in production.
 */
public final class RecordedLog extends Handler {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PatternFormatter text =
      new PatternFormatter(
          ConfigProvider.getConfig().getValue("quarkus.log.console.format", String.class));
  private final JsonFormatter json = new JsonFormatter();
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final List<String> objects = new CopyOnWriteArrayList<>();
  private final BlockingQueue<JsonNode> audit = new LinkedBlockingQueue<>();

  public RecordedLog() {
    json.setExceptionOutputType(ExceptionOutputType.FORMATTED);
    Logger.getLogger("").addHandler(this);
  }

  @Override
  public void publish(LogRecord entry) {
    var kept = ExtLogRecord.wrap(entry);
    kept.copyMdc(); // here, on the thread that logs
    texts.add(text.format(kept));
    String object = json.format(kept);
    objects.add(object);
    if ("audit".equals(entry.getLoggerName())) {
      audit.add(parse(object));
    }
  }

  /** The fields of the next event of the audit, in the order that they were written. */
  public JsonNode nextAudit() throws InterruptedException {
    var event = audit.poll(20, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("nothing more is audited");
    }
    return event.get("mdc");
  }

  public boolean hasAudit() {
    return !audit.isEmpty();
  }

  /** What was logged, each as the console would show it. */
  public List<String> texts() {
    return texts;
  }

  public List<String> objects() {
    return objects;
  }

  public static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
