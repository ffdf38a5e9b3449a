package dev.latchkey.registry;

import dev.latchkey.directory.UserStatus;

/** Why an organisation or a user was not added or changed. Nothing of it was kept. */
public abstract sealed class RegistrationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private RegistrationException(String message) {
    super(message, null, false, false);
  }

  /** The domain is another organisation's. */
  public static final class DomainTakenException extends RegistrationException {
    private static final long serialVersionUID = 1L;

    DomainTakenException() {
      super("domain is taken");
    }
  }

  /** The username is the username or the e-mail address of another user of the organisation. */
  public static final class UsernameTakenException extends RegistrationException {
    private static final long serialVersionUID = 1L;

    UsernameTakenException() {
      super("username is taken");
    }
  }

  /**
   * The e-mail address is the username or the e-mail address of another user of the organisation.
   */
  public static final class EmailTakenException extends RegistrationException {
    private static final long serialVersionUID = 1L;

    EmailTakenException() {
      super("email is taken");
    }
  }

  /** No organisation has the domain. */
  public static final class UnknownOrganizationException extends RegistrationException {
    private static final long serialVersionUID = 1L;

    UnknownOrganizationException() {
      super("no such organisation");
    }
  }

  /** Nobody in the organisation has the name or the id. */
  public static final class UnknownUserException extends RegistrationException {
    private static final long serialVersionUID = 1L;

    UnknownUserException() {
      super("no such user");
    }
  }

  /** What was asked for is for users of another status. */
  public static final class WrongStatusException extends RegistrationException {

    private static final long serialVersionUID = 1L;

    private final UserStatus status;

    WrongStatusException(UserStatus status) {
      super("user is " + status.text());
      this.status = status;
    }

    /** The one that the user has. */
    public UserStatus status() {
      return status;
    }
  }

  /** Another import into the organisation is not at its end. */
  public static final class ImportUnderWayException extends RegistrationException {
    private static final long serialVersionUID = 1L;

    ImportUnderWayException() {
      super("another import is under way");
    }
  }
}
