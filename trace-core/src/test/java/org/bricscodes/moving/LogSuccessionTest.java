package org.bricscodes.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.bricscodes.tlog.SignedNote;
import org.bricscodes.tlog.TransparencyLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that ends is put aside whole, once, whatever was killed in between. */
final class LogSuccessionTest {

  @TempDir private Path root;

  private Path data = Path.of("");

  @SuppressWarnings("NullAway.Init") // set before each test
  LogSuccessionTest() {}

  @BeforeEach
  void restore() throws IOException {
    SignedNote note;
    MovedService service = new MovedService(root.resolve("original"), MovedService.memory());
    try (TransparencyLog log = MovedService.log(service.data)) {
      note = log.checkpoint().note();
    }
    data = Files.createDirectory(root.resolve("data"));
    for (String folder : new String[] {"keys", "log", "ledgers"}) {
      Files.createDirectory(data.resolve(folder));
    }
    Files.writeString(data.resolve("keys/log.key"), "key");
    Files.writeString(data.resolve("log/checkpoint"), "log");
    Files.writeString(data.resolve("ledgers/a.properties"), "ledger");
    RestoredMark.write(
        data, new Backup(Instant.EPOCH, note, 1, Optional.empty()), true, new Disk());
  }

  private void requireEnded(LogSuccession.Ended ended) {
    assertThat(ended.log()).isEqualTo("a log");
    assertThat(ended.aside())
        .containsExactly(
            data.resolve("keys/log-ended-1.key"),
            data.resolve("log-ended-1"),
            data.resolve("ledgers-ended-1"));
    assertThat(data.resolve("keys/log-ended-1.key")).hasContent("key");
    assertThat(data.resolve("log-ended-1/checkpoint")).hasContent("log");
    assertThat(data.resolve("ledgers-ended-1/a.properties")).hasContent("ledger");
    assertThat(data.resolve("decisions"))
        .hasContent("restored; ended for good: a log; another log follows");
    RestoredMark.requireNone(data);
  }

  @Test
  void run_putsAllAside_andOnlyOnce() {
    requireEnded(LogSuccession.run(data, () -> "a log"));
    assertThatThrownBy(() -> LogSuccession.run(data, () -> "another"))
        .hasMessageEndingWith("holds nothing that was restored and waits for a decision");
  }

  @Test
  void run_killedBetweenTwoRenames_goesOnWithTheSameNumberAndLog() throws IOException {
    RestoredMark.write(data, new RestoredMark.Ending(1, "a log"), new Disk());
    Files.move(data.resolve("keys/log.key"), data.resolve("keys/log-ended-1.key"));

    assertThatThrownBy(() -> RestoredMark.requireNone(data))
        .hasMessageEndingWith("is half through ending its log: run trace log succeed again");
    requireEnded(LogSuccession.run(data, () -> "never asked again"));
  }

  @Test
  void run_besideALogThatEndedBefore_takesTheNextNumber() throws IOException {
    Files.createDirectory(data.resolve("log-ended-1"));

    assertThat(LogSuccession.run(data, () -> "a log").aside())
        .contains(data.resolve("log-ended-2"));
  }
}
