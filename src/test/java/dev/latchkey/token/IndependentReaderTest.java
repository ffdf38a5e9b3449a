package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of both algorithms, verified by nimbus-jose-jwt from the issuer's address alone. */
class IndependentReaderTest {

  private static final String METADATA = "/.well-known/oauth-authorization-server";

  @TempDir Path temp;
  private HttpServer server;
  private String address;
  private KeyFolder folder;
  private KeyRing ring;
  private TokenIssuer issuer;

  @BeforeEach
  void serve() throws Exception {
    folder =
        new KeyFolder(temp)
            .with("ec.pem", SigningKeyGenerator.es256())
            .with("rsa.pem", SigningKeyGenerator.rs256())
            .with("active", "ec");
    ring = new KeyRing(folder::load, Duration.ofDays(1));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    address = "http://localhost:" + server.getAddress().getPort();
    var config = TestConfig.issuer(address);
    issuer = new TokenIssuer(config, ring, Clock.systemUTC());
    var resource = new WellKnownResource(config, ring);
    server.createContext(
        "/",
        exchange -> {
          var documents = resource.documents();
          var path = exchange.getRequestURI().getPath();
          var document =
              path.equals("/.well-known/jwks.json") ? documents.keySet() : documents.metadata();
          var body = document.answer(List.of()).getEntity();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({"ec,ES256", "rsa,RS256"})
  void fullToken_isAccepted(String active, String algorithm) throws Exception {
    folder.with("active", active);
    ring.refresh();

    var token = issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact();

    assertThat(SignedJWT.parse(token).getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
    assertThat(reader(address).read(token).getStringClaim("upn")).isEqualTo("john.doe");
  }

  @ParameterizedTest
  @EnumSource(names = "ORG", mode = EnumSource.Mode.EXCLUDE)
  void limitedToken_isRefusedByAReaderOfTheIssuerAlone(TokenScope scope) throws Exception {
    var token = issuer.issue(TokenIssuerTest.subject(scope)).compact();
    var careless = new NimbusReader(address, METADATA, null);

    assertThatThrownBy(() -> careless.read(token))
        .isInstanceOf(BadJOSEException.class)
        .hasMessageContaining("iss");
  }

  @Test
  void tokenForAnotherAudience_isRefused() throws Exception {
    var token = issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact();
    var other = reader("https://other.example");

    assertThatThrownBy(() -> other.read(token))
        .isInstanceOf(BadJOSEException.class)
        .hasMessageContaining("aud");
  }

  @Test
  void rotation_keepsEveryTokenValidUntilItsKeyIsRemoved() throws Exception {
    var old = issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact();
    folder.with("next.pem", SigningKeyGenerator.es256());
    ring.refresh();
    var reader = reader(address);
    assertThat(reader.read(old)).isNotNull();

    folder.with("active", "next");
    ring.refresh();
    var fresh = issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact();
    // The reader fetched its key set before the switch: that is what publishing first is for.
    assertThat(reader.read(fresh)).isNotNull();
    assertThat(reader.read(old)).isNotNull();

    folder.without("ec.pem");
    ring.refresh();
    var late = reader(address);
    assertThat(late.read(fresh)).isNotNull();
    assertThatThrownBy(() -> late.read(old)).isInstanceOf(BadJOSEException.class);
  }

  /** Each part is that of another good token, so that the signature alone is wrong. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void changedToken_isRefused(int part) throws Exception {
    var token = issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact().split("\\.");
    folder.with("active", "other").with("other.pem", SigningKeyGenerator.es256());
    ring.refresh();
    var other = issuer.issue(TokenIssuerTest.subject(TokenScope.ORG)).compact().split("\\.");
    assertThat(token[part]).isNotEqualTo(other[part]);
    token[part] = other[part];
    var reader = reader(address);

    assertThatThrownBy(() -> reader.read(String.join(".", token)))
        .isInstanceOf(BadJWSException.class)
        .hasMessageContaining("Invalid signature");
  }

  private NimbusReader reader(String audience) throws Exception {
    return new NimbusReader(address, METADATA, audience);
  }
}
