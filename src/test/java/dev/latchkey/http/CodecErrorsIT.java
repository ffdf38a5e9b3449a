package dev.latchkey.http;

import dev.latchkey.PackagedService;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The hook into Netty, in the packaged application. */
class CodecErrorsIT extends CodecErrorsContract {

  private static PackagedService service;

  @BeforeAll
  static void start() {
    service = PackagedService.start(Map.of());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Override
  int port() {
    return service.port();
  }
}
