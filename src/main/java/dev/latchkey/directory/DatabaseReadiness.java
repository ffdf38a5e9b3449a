package dev.latchkey.directory;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database would answer a login. A login that was answered lately is proof enough;
 * otherwise the {@link DatabaseProbe} asks. The answer never takes much more than a second.
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements AsyncHealthCheck {

  private static final String NAME = "database";
  private static final String REASON = "reason";

  private final LastAnswer logins;
  private final DatabaseProbe probe;
  private final DirectoryConfig config;
  private final ReadinessLog log = new ReadinessLog(System::nanoTime);

  DatabaseReadiness(LastAnswer logins, DatabaseProbe probe, DirectoryConfig config) {
    this.logins = logins;
    this.probe = probe;
    this.config = config;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    if (logins.isRecent()) {
      return Uni.createFrom().item(() -> well("a login was answered"));
    }
    return Uni.createFrom()
        .completionStage(() -> probe.ask().toCompletionStage())
        .onItemOrFailure()
        .transform((nothing, failure) -> judge(failure));
  }

  private HealthCheckResponse judge(@Nullable Throwable failure) {
    return failure == null ? well("the database answers") : unwell(failure);
  }

  private HealthCheckResponse well(String reason) {
    log.well();
    return HealthCheckResponse.named(NAME).up().withData(REASON, reason).build();
  }

  private HealthCheckResponse unwell(Throwable failure) {
    var reason = reason(failure);
    log.unwell(reason, failure);
    return HealthCheckResponse.named(NAME)
        .status(!config.decidesReadiness())
        .withData(REASON, reason)
        .build();
  }

  /** Whoever reads it learns nothing of addresses, names and rights; the log has those. */
  private static String reason(Throwable failure) {
    if (failure instanceof ProbeConnection.SilenceException) {
      return "the database does not answer in time";
    }
    if (SchemaFault.isOne(failure)) {
      return "the database does not fit this version";
    }
    return Outage.isOne(failure) ? "the database is not available" : "the look-up of a login fails";
  }
}
