package dev.latchkey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The packaged application, serving in production with a database and a generated key of its own.
 */
public final class PackagedService implements AutoCloseable {

  private final TestDatabase database;
  private final PackagedJar jar;
  private final int port;

  private PackagedService(TestDatabase database, PackagedJar jar) {
    this.database = database;
    this.jar = jar;
    this.port = jar.awaitPort();
  }

  public static PackagedService start(Map<String, String> environment) {
    var database = TestDatabase.create();
    return start(database, PackagedJar.with(database.environment(), environment));
  }

  /** With a database that is reached by another way than its own address. */
  public static PackagedService start(TestDatabase database, Map<String, String> environment) {
    return new PackagedService(
        database, PackagedJar.serve(PackagedJar.with(issuerAndKeys(), environment)));
  }

  /** What production must be given beside the database. */
  public static Map<String, String> issuerAndKeys() {
    return Map.of(
        "LATCHKEY_TOKEN_ISSUER",
        "https://login.example.com",
        "LATCHKEY_TOKEN_KEYS",
        generatedKey().toString());
  }

  public int port() {
    return port;
  }

  public String baseUri() {
    return "http://localhost:" + port;
  }

  /** Where health and metrics are. */
  public String managementUri() {
    return "http://localhost:" + jar.awaitManagementPort();
  }

  /** The same port at another address of this machine, where callers from elsewhere come. */
  public String managementUriElsewhere() {
    return "http://" + addressForOthers() + ":" + jar.awaitManagementPort();
  }

  private static String addressForOthers() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(PackagedService::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .map(InetAddress::getHostAddress)
          .findFirst()
          .orElse("127.0.0.2"); // without a network; it is not the address of "localhost" either
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (SocketException e) {
      return false;
    }
  }

  public TestDirectory directory() {
    return new TestDirectory(
        "jdbc:" + database.url(), TestDatabase.USERNAME, TestDatabase.PASSWORD);
  }

  public PackagedJar jar() {
    return jar;
  }

  @Override
  public void close() {
    jar.close();
    database.close();
  }

  private static Path generatedKey() {
    return folderWith("keys", "first.pem", "key", "generate");
  }

  /** A folder with a key for the secrets of second factors. */
  public static Path generatedFactorKey() {
    return folderWith("factor-keys", "first.key", "key", "generate", "--factor");
  }

  private static Path folderWith(String name, String file, String... command) {
    var key = PackagedJar.run(Map.of(), command);
    try {
      var folder = PackagedJar.folder(name);
      Files.writeString(folder.resolve(file), key.out());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
