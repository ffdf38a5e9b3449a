package dev.latchkey.http;

import dev.latchkey.PackagedService;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The hook into Netty, in the packaged application, which serves with TLS and without. */
class CodecErrorsIT {

  @TempDir static Path folder;

  private static PackagedService service;

  @BeforeAll
  static void start() {
    service = PackagedService.start(TestCertificate.in(folder).environment());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Nested
  class WithoutTls extends CodecErrorsContract {

    @Override
    RawHttp connect() throws IOException {
      return new RawHttp(service.port());
    }
  }

  @Nested
  class WithTls extends CodecErrorsContract {

    @Override
    RawHttp connect() throws IOException {
      return RawHttp.withTls(service.jar().awaitTlsPort());
    }
  }
}
