package dev.latchkey.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code one_time_codes}. */
@Entity
@Table(name = "one_time_codes")
class OneTimeCodeEntity {

  @Column(name = "user_id")
  UUID userId;

  String purpose;

  @Id byte[] hash;

  @Column(name = "expires_at")
  Instant expiresAt;

  protected OneTimeCodeEntity() {}
}
