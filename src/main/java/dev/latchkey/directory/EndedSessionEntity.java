package dev.latchkey.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code ended_sessions}. */
@Entity
@Table(name = "ended_sessions")
class EndedSessionEntity {

  @Id UUID sid;

  @Column(name = "expires_at")
  Instant expiresAt;

  protected EndedSessionEntity() {}
}
