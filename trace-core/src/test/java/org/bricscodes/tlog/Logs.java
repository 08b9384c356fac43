package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;

/** Logs for tests: a fixed key, small segments so that rotation happens, a clock that stands. */
final class Logs {

  static final SignerKey KEY = Keys.counting("log.example/trace", 0);
  static final TrustedLog TRUSTED = TrustedLog.of(KEY.verifierKey());
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Logs() {}

  static LogOptions options() {
    return options(NOW);
  }

  static LogOptions options(Instant now) {
    return new LogOptions(InstantSource.fixed(now), new SplittableRandom(7), 8192, 2, 4);
  }

  static TransparencyLog open(Path directory) {
    return TransparencyLog.open(directory, KEY, options(), new UnsyncedFiles());
  }

  /** A log of entries {@code e0} to {@code e<size - 1>}, appended in at least a few batches. */
  static TransparencyLog filled(Path directory, int size) {
    TransparencyLog log = open(directory);
    int batch = Math.max(100, size / 30);
    for (int from = 0; from < size; from += batch) {
      log.append(Trees.entries(from, Math.min(size, from + batch)));
    }
    return log;
  }

  static void assertRefused(Path directory, LogException.Reason reason) {
    assertThatThrownBy(() -> open(directory).close())
        .isInstanceOfSatisfying(LogException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
