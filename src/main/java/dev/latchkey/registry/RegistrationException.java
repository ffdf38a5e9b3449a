package dev.latchkey.registry;

/** Why an organisation or a user was not added or changed. Nothing of it was kept. */
public abstract sealed class RegistrationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private RegistrationException(String message) {
    super(message, null, false, false);
  }

  /** The domain is another organisation's. */
  public static final class DomainTaken extends RegistrationException {
    private static final long serialVersionUID = 1L;

    DomainTaken() {
      super("domain is taken");
    }
  }

  /** The username is the username or the e-mail address of another user of the organisation. */
  public static final class UsernameTaken extends RegistrationException {
    private static final long serialVersionUID = 1L;

    UsernameTaken() {
      super("username is taken");
    }
  }

  /**
   * The e-mail address is the username or the e-mail address of another user of the organisation.
   */
  public static final class EmailTaken extends RegistrationException {
    private static final long serialVersionUID = 1L;

    EmailTaken() {
      super("email is taken");
    }
  }

  /** No organisation has the domain. */
  public static final class UnknownOrganization extends RegistrationException {
    private static final long serialVersionUID = 1L;

    UnknownOrganization() {
      super("no such organisation");
    }
  }

  /** Nobody in the organisation has the name or the id. */
  public static final class UnknownUser extends RegistrationException {
    private static final long serialVersionUID = 1L;

    UnknownUser() {
      super("no such user");
    }
  }

  /** Another import into the organisation is not at its end. */
  public static final class ImportUnderWay extends RegistrationException {
    private static final long serialVersionUID = 1L;

    ImportUnderWay() {
      super("another import is under way");
    }
  }
}
