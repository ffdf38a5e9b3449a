package dev.latchkey.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code login_names}: which user a folded name means within an organisation. */
@Entity
@Table(name = "login_names")
@IdClass(LoginNameEntity.Key.class)
class LoginNameEntity {

  @Id
  @Column(name = "organization_id")
  UUID organizationId;

  @Id
  @Column(name = "name_key")
  String nameKey;

  @Column(name = "user_id")
  UUID userId;

  protected LoginNameEntity() {}

  record Key(UUID organizationId, String nameKey) {}
}
