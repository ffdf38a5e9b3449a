package dev.latchkey.http;

import static dev.latchkey.http.ErrorAssert.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RecordedLog;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

@QuarkusTest
class CodecErrorsTest extends CodecErrorsContract {

  private RecordedLog log;

  @Override
  RawHttp connect() throws IOException {
    return new RawHttp();
  }

  @BeforeEach
  void record() {
    log = new RecordedLog();
  }

  /** The first login in the audit is one that is made now. */
  @AfterEach
  void nothingBehindARefusalWasExecuted() throws Exception {
    var reply = RawHttp.exchange(login("afterwards"));
    assertError(reply, ErrorStatus.NOT_FOUND, "/v1/nowhere.example/auth/login");
    assertThat(audited()).isEqualTo("afterwards");
    assertThat(log.hasAudit()).isFalse();
    log.close();
  }

  /**
   * The tests of well-formed requests leave events, too; these have no name in their request id.
   */
  private String audited() throws InterruptedException {
    var id = log.nextAudit().get("requestId").asText();
    while (!id.equals("behind") && !id.equals("afterwards")) {
      id = log.nextAudit().get("requestId").asText();
    }
    return id;
  }
}
