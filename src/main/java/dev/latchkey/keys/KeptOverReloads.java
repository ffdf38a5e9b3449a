package dev.latchkey.keys;

import io.quarkus.dev.console.DevConsoleManager;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A key of dev mode. Each live reload starts the service again in a new class loader; the key stays
 * the same until dev mode ends, so that what the developer made with it stays good. It is kept in
 * the memory of the process and never written anywhere.
 */
public final class KeptOverReloads {

  private KeptOverReloads() {}

  /**
   * Called once for each start; dev mode starts one service at a time.
   *
   * @param <T> a type of the JDK, because the classes of the service change with each reload
   */
  public static <T> T get(String name, Supplier<T> maker) {
    @Nullable T kept = DevConsoleManager.getGlobal(name);
    if (kept != null) {
      return kept;
    }
    var made = maker.get();
    DevConsoleManager.setGlobal(name, made);
    return made;
  }
}
