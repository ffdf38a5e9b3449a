package dev.latchkey.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code organizations}. */
@Entity
@Table(name = "organizations")
class OrganizationEntity {

  @Id UUID id;
  String domain;
  String name;
  String status;

  @Column(name = "session_epoch")
  long sessionEpoch;

  protected OrganizationEntity() {}
}
