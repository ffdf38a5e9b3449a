package dev.latchkey.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code factor_enrolments}. */
@Entity
@Table(name = "factor_enrolments")
class FactorEnrolmentEntity {

  @Id
  @Column(name = "user_id")
  UUID userId;

  @Column(name = "key_id")
  String keyId;

  byte[] secret;

  @Column(name = "made_at")
  Instant madeAt;

  protected FactorEnrolmentEntity() {}
}
