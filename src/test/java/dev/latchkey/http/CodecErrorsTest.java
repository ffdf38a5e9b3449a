package dev.latchkey.http;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class CodecErrorsTest extends CodecErrorsContract {

  @Override
  int port() {
    return RawHttp.testPort();
  }
}
