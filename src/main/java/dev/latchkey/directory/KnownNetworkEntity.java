package dev.latchkey.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.UUID;

/** A row of {@code known_networks}. */
@Entity
@Table(name = "known_networks")
@IdClass(KnownNetworkEntity.Key.class)
class KnownNetworkEntity {

  @Id
  @Column(name = "user_id")
  UUID userId;

  @Id UUID network;

  @Column(name = "seen_on")
  LocalDate seenOn;

  int failures;

  protected KnownNetworkEntity() {}

  record Key(UUID userId, UUID network) {}
}
