package dev.latchkey.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A certificate for localhost, made by the JDK's keytool for one run.
 *
 * @param keyStore PKCS #12, with {@link #PASSWORD}
 * @param certificate PEM
 * @param key PEM
 */
record TestCertificate(Path keyStore, Path certificate, Path key) {

  static final String PASSWORD = "changeit";

  static TestCertificate in(Path folder) {
    var store = folder.resolve("test.p12");
    try {
      keytool(store);
      var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      return new TestCertificate(
          store,
          pem(folder.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("test").getEncoded()),
          pem(
              folder.resolve("key.pem"),
              "PRIVATE KEY",
              keys.getKey("test", PASSWORD.toCharArray()).getEncoded()));
    } catch (IOException | InterruptedException | GeneralSecurityException e) {
      throw new IllegalStateException("no certificate", e);
    }
  }

  /** What Quarkus needs to serve TLS at a free port. */
  Map<String, String> environment() {
    return Map.of(
        "QUARKUS_HTTP_SSL_PORT", "0",
        "QUARKUS_HTTP_SSL_CERTIFICATE_FILES", certificate.toString(),
        "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES", key.toString());
  }

  /** The same by the TLS registry, for the management port as well, and no port without TLS. */
  Map<String, String> environmentForAllPorts() {
    return Map.of(
        "QUARKUS_HTTP_SSL_PORT",
        "0",
        "QUARKUS_HTTP_INSECURE_REQUESTS",
        "disabled",
        "QUARKUS_TLS_KEY_STORE_P12_PATH",
        keyStore.toString(),
        "QUARKUS_TLS_KEY_STORE_P12_PASSWORD",
        PASSWORD);
  }

  private static void keytool(Path store) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
  }

  private static Path pem(Path file, String type, byte[] content) throws IOException {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, lines, type), US_ASCII);
  }

  static SSLSocketFactory trustingAnybody() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static final class Trusting extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
