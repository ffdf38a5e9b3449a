package dev.latchkey.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code account_failures}. */
@Entity
@Table(name = "account_failures")
class AccountFailuresEntity {

  @Id
  @Column(name = "user_id")
  UUID userId;

  int failures;
  Instant at;

  protected AccountFailuresEntity() {}
}
