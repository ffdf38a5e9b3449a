package dev.latchkey.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code second_factors}: a confirmed factor. */
@Entity
@Table(name = "second_factors")
class SecondFactorEntity {

  @Id
  @Column(name = "user_id")
  UUID userId;

  @Column(name = "key_id")
  String keyId;

  byte[] secret;

  @Column(name = "confirmed_at")
  Instant confirmedAt;

  long version;

  protected SecondFactorEntity() {}
}
