package dev.latchkey.error;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class CodecErrorsTest extends CodecErrorsContract {

  @Override
  int port() {
    return RawHttp.testPort();
  }
}
