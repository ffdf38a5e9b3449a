package dev.latchkey.directory;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code failures}. */
@Entity
@Table(name = "failures")
class FailureEntity {

  @Id UUID key;
  double failures;
  Instant at;

  protected FailureEntity() {}
}
