package dev.latchkey.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code users}. */
@Entity
@Table(name = "users")
class UserEntity {

  @Id UUID id;

  @Column(name = "organization_id")
  UUID organizationId;

  String username;
  String email;

  @Column(name = "first_name")
  String firstName;

  @Column(name = "last_name")
  String lastName;

  String status;

  @Column(name = "password_hash")
  @Nullable String passwordHash;

  /** Computed by the database. */
  @Column(name = "password_cost", insertable = false, updatable = false)
  @Nullable Short passwordCost;

  @Column(name = "mfa_required")
  boolean mfaRequired;

  @Column(name = "change_password")
  boolean changePassword;

  @Column(name = "invite_expires_at")
  @Nullable Instant inviteExpiresAt;

  String[] favorites;

  @Column(name = "session_epoch")
  long sessionEpoch;

  protected UserEntity() {}
}
