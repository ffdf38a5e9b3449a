package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseFaultTest {

  /** As the JDK and both drivers have said it; in the logs of people the causes are nested. */
  static Stream<Arguments> faultsOfTls() {
    return Stream.of(
        Arguments.of(
            handshake(new CertPathValidatorException("PKIX path building failed: s3cret")),
            "from another authority"),
        Arguments.of(
            handshake(
                new CertPathValidatorException(
                    "validity check failed", new CertificateExpiredException("NotAfter: s3cret"))),
            "has expired"),
        Arguments.of(
            handshake(new CertificateException("No subject alternative DNS name matching s3cret")),
            "does not name the host"),
        Arguments.of(
            new SQLException(
                "The hostname s3cret could not be verified by hostnameverifier X.", "08006"),
            "does not name the host"),
        Arguments.of(
            new SQLException(
                "Could not open SSL root certificate file s3cret.",
                "08006",
                new FileNotFoundException("s3cret")),
            "must name a file that can be read"),
        Arguments.of(
            new IllegalArgumentException(
                "Trust options must be specified under verify-full or verify-ca sslmode"),
            "must name a file that can be read"),
        Arguments.of(
            new VertxException("Missing -----BEGIN CERTIFICATE----- delimiter"),
            "holds no certificate"),
        Arguments.of(
            new SQLException("The server does not support SSL.", "08004"), "it offers no TLS"),
        Arguments.of(
            new Exception("Postgres Server does not handle SSL connection"), "it offers no TLS"),
        Arguments.of(handshake(new IOException("s3cret")), "the TLS handshake fails"),
        Arguments.of(new VertxException("SSL handshake failed", true), "the TLS handshake fails"));
  }

  @ParameterizedTest
  @MethodSource("faultsOfTls")
  void faultOfTls_namesTheCause(Throwable failure, String cause) {
    assertThat(DatabaseFault.explain(new IllegalStateException(failure)))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith("The database cannot be used: ")
                    .contains(cause)
                    .doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "28P01 | password authentication failed for user s3cret | The database refuses the user",
        "28000 | role s3cret is not permitted to log in         | The database refuses the user",
        "28000 | no pg_hba.conf entry for host s3cret, no encryption | where it takes only TLS",
        "3D000 | database s3cret does not exist                 | The database does not exist",
        "53300 | sorry, too many clients already                | takes no more connections",
        "57P03 | the database system is starting up             | is starting or stopping",
        "25006 | cannot execute INSERT in a read-only transaction | takes no writes"
      })
  void stateOfEachDriver_namesTheCause(String state, String message, String line) {
    Stream.of(new PgException(message, "FATAL", state, null), new SQLException(message, state))
        .forEach(
            failure ->
                assertThat(DatabaseFault.explain(new RuntimeException(failure)))
                    .hasValueSatisfying(
                        text -> assertThat(text).contains(line).doesNotContain("s3cret")));
  }

  @Test
  void otherFault_isNotExplained() {
    assertThat(DatabaseFault.explain(new IOException("s3cret"))).isEmpty();
    assertThat(DatabaseFault.explain(new SQLException("s3cret", "08006"))).isEmpty();
  }

  private static Exception handshake(Exception cause) {
    var failure = new SSLHandshakeException("handshake");
    failure.initCause(cause);
    return failure;
  }
}
