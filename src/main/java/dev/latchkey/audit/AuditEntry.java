package dev.latchkey.audit;

import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is known of one attempt, written when it is closed. Not thread-safe. */
public final class AuditEntry {

  private final Audit audit;
  private final Act act;
  private final String requestId;
  private final String client;
  private final long began = System.nanoTime();
  private @Nullable String nameHash;
  private @Nullable String organization;
  private @Nullable UUID user;
  private @Nullable String wouldRefuse;

  AuditEntry(Audit audit, Act act, String requestId, String client) {
    this.audit = audit;
    this.act = act;
    this.requestId = requestId;
    this.client = client;
  }

  /**
   * The name that was tried. It is hashed whether or not the hash will be written: an attempt must
   * not take longer for nobody's name.
   */
  public void tried(String name) {
    nameHash = audit.hash(name);
  }

  /**
   * What the directory knows.
   *
   * @param domain of the organisation, as stored
   * @param id of the user whose name it was; null where it is nobody's
   */
  public void found(String domain, @Nullable UUID id) {
    organization = domain;
    user = id;
  }

  /**
   * A limit that only counts would have refused this attempt. Of several limits the first is told:
   * the others would not have been asked.
   *
   * @param limit its name
   */
  public void shadowed(String limit) {
    if (wouldRefuse == null) {
      wouldRefuse = limit;
    }
  }

  /** Writes the entry. To be called once. */
  public void close(Outcome outcome) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    var fields = new LinkedHashMap<String, String>();
    if (act != Act.LOGIN) {
      fields.put("act", act.label());
    }
    fields.put("outcome", outcome.label());
    if (organization != null) {
      fields.put("organization", organization);
    }
    if (user != null) {
      fields.put("user", user.toString());
    } else if (nameHash != null) {
      fields.put("nameHash", nameHash);
    }
    if (!client.isEmpty()) {
      fields.put("client", client);
    }
    if (wouldRefuse != null) {
      fields.put("wouldRefuse", wouldRefuse);
    }
    fields.put("durationMs", Long.toString(millis));
    audit.write(act, requestId, outcome, fields);
  }
}
