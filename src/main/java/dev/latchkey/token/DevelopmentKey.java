package dev.latchkey.token;

import io.quarkus.dev.console.DevConsoleManager;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * The signing key of dev mode. Each live reload starts the service again in a new class loader; the
 * key stays the same until dev mode ends, so that the tokens of the developer stay valid. It is
 * kept in the memory of the process and never written anywhere.
 */
final class DevelopmentKey {

  private static final String NAME = "dev.latchkey.token.signing-key";

  private DevelopmentKey() {}

  /** Called once for each start; dev mode starts one service at a time. */
  static PrivateKey get() {
    // A type of the JDK, because the classes of the service change with each reload.
    @Nullable PrivateKey kept = DevConsoleManager.getGlobal(NAME);
    if (kept != null) {
      return kept;
    }
    var key = SigningKeyGenerator.newP256().getPrivate();
    DevConsoleManager.setGlobal(NAME, key);
    return key;
  }
}
