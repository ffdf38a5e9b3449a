package dev.latchkey.directory;

import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no encrypted connection to the database, for both drivers: they throw what the JDK
 * throws, and texts of their own.
 */
enum TlsFault {
  EXPIRED(
      t -> t instanceof CertificateExpiredException || t instanceof CertificateNotYetValidException,
      "the certificate of the database has expired, or is not valid yet"),
  NO_AUTHORITY_FILE(
      t ->
          says(t, "Could not open SSL root certificate", "Trust options must be specified")
              || t instanceof FileNotFoundException
              || t instanceof NoSuchFileException,
      "sslrootcert in LATCHKEY_DATABASE_URL must name a file that can be read: the certificate of the"
          + " authority that made the certificate of the database"),
  NO_AUTHORITY_IN_FILE(
      t ->
          says(t, "SSL root certificate", "-----BEGIN", "trustAnchors parameter must be non-empty")
              || t.getClass() == CertificateException.class && says(t, "parse", "signed fields"),
      "the file of sslrootcert in LATCHKEY_DATABASE_URL holds no certificate (PEM)"),
  NAME(
      t ->
          says(
              t,
              "No subject alternative",
              "No name matching",
              "Illegal given domain name",
              "verified by hostnameverifier"),
      "the certificate of the database does not name the host of LATCHKEY_DATABASE_URL as one of its"
          + " alternative names (subjectAltName)"),
  AUTHORITY(
      t -> says(t, "PKIX path", "valid certification path", "Path does not chain"),
      "the certificate of the database comes from another authority than the one that is trusted: name"
          + " its file with sslrootcert in LATCHKEY_DATABASE_URL"),
  NOT_OFFERED(
      t -> says(t, "does not handle SSL", "does not support SSL"),
      "it offers no TLS, and sslmode in LATCHKEY_DATABASE_URL asks for it"),
  // The client of Vert.x says no more than this.
  OTHER(
      t -> t instanceof SSLException || says(t, "SSL handshake failed"),
      "the TLS handshake fails: its certificate must come from the authority in sslrootcert, and have"
          + " the host of LATCHKEY_DATABASE_URL among its alternative names (subjectAltName)");

  private final Predicate<Throwable> sign;
  private final String problem;

  TlsFault(Predicate<Throwable> sign, String problem) {
    this.sign = sign;
    this.problem = problem;
  }

  /** The first that fits any of the causes, in one sentence; empty where it is no matter of TLS. */
  static Optional<String> explain(Throwable failure) {
    return Stream.of(values())
        .filter(fault -> fault.isIn(failure))
        .findFirst()
        .map(fault -> "The database cannot be used: " + fault.problem);
  }

  private boolean isIn(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (sign.test(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean says(Throwable failure, String... texts) {
    var message = String.valueOf(failure.getMessage());
    return Stream.of(texts).anyMatch(message::contains);
  }
}
