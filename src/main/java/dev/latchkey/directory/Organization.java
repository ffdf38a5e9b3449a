package dev.latchkey.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code organizations}. */
@Entity
@Table(name = "organizations")
class Organization {

  @Id UUID id;
  String domain;
  String name;

  @Column(insertable = false)
  String status;

  protected Organization() {}

  Organization(UUID id, OrgDomain domain, String name) {
    this.id = id;
    this.domain = domain.value();
    this.name = name;
  }
}
