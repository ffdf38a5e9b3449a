package dev.latchkey.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class BcryptKernelSourceTest {

  @Test
  void checkedInKernels_areWhatTheGeneratorWrites() throws IOException {
    assertThat(Files.readString(BcryptKernelSource.FILE)).isEqualTo(BcryptKernelSource.text());
  }
}
