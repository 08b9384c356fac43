package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SaltFilesTest {

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  SaltFilesTest() {}

  @Test
  void longerPeriod_whoseNumbersAreSmaller_destroysTheOldSalts() throws Exception {
    SaltFiles salts = new SaltFiles(folder, new SecureRandom());
    for (long period : new long[] {690, 691, 344, 345, 343}) {
      salts.of(period);
    }
    Files.writeString(folder.resolve("scan-salt-note"), "not a salt");

    salts.keepOnly(345);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder("scan-salt-344", "scan-salt-345", "scan-salt-note");
    }
  }
}
