package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a restart repairs (one thing) and what it refuses (everything else). */
class LogRecoveryTest {

  @TempDir Path directory;

  private Path lastSegment() throws IOException {
    return Wal.segments(directory.resolve("wal")).getLast();
  }

  private static WalScan scan(Path segment) throws IOException {
    return WalScan.of(Files.readAllBytes(segment)).orElseThrow();
  }

  private static void overwrite(Path file, int at, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), at);
    }
  }

  @Test
  void open_lastRecordCutAtEveryByte_dropsItAndGoesOn() throws IOException {
    try (TransparencyLog log = Logs.open(directory)) {
      log.append(Trees.entries(0, 5));
      log.publish();
      log.append(Trees.entries(5, 9));
    }
    Path segment = lastSegment();
    byte[] whole = Files.readAllBytes(segment);
    WalScan before = scan(segment);
    int start = before.records().getFirst().end();

    for (int end = start; end < before.end(); end++) {
      Files.write(segment, Arrays.copyOf(whole, end)); // cut
      try (TransparencyLog log = Logs.open(directory)) {
        assertThat(log.size()).as("cut at %d", end).isEqualTo(5);
      }
      byte[] zeroed = whole.clone();
      Arrays.fill(zeroed, end, zeroed.length, (byte) 0);
      Files.write(segment, zeroed); // the same, preallocated
      try (TransparencyLog log = Logs.open(directory)) {
        assertThat(log.append(Trees.entries(5, 6))).as("zeros from %d", end).isEqualTo(5);
      }
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void open_signedEntriesCutOff_isContradiction() throws IOException {
    try (TransparencyLog log = Logs.filled(directory, 9)) {
      log.publish();
    }
    Path segment = lastSegment();
    Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), scan(segment).end() - 1));

    Logs.assertRefused(directory, LogException.Reason.CONTRADICTION);
  }

  @Test
  void open_damageBeforeIntactRecords_isRefusedAtEveryByte() throws IOException {
    try (TransparencyLog log = Logs.open(directory)) {
      log.append(Trees.entries(0, 2));
      log.append(Trees.entries(2, 4));
    }
    Path segment = lastSegment();
    byte[] whole = Files.readAllBytes(segment);
    int end = scan(segment).records().getFirst().end();

    for (int at = 0; at < end; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(segment, damaged);
      Logs.assertRefused(directory, LogException.Reason.DAMAGED);
    }
  }

  @Test
  void open_entryThatLooksLikeARecord_isNotTakenForOne() throws IOException {
    byte[] fake =
        WalFormat.record(9, Trees.entries(9, 11), new WalFormat.Mark(1, 2)); // a guessed mark
    try (TransparencyLog log = Logs.open(directory)) {
      log.append(List.of(fake, fake));
    }
    Path segment = lastSegment();
    int end = scan(segment).end();
    Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), end - 1));

    try (TransparencyLog log = Logs.open(directory)) {
      assertThat(log.size()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"head", "wal"})
  void open_partOfTheLogMissing_isContradiction(String part) throws IOException {
    try (TransparencyLog log = Logs.filled(directory, 600)) {
      log.publish();
    }
    deleteTree(directory.resolve(part));

    Logs.assertRefused(directory, LogException.Reason.CONTRADICTION);
  }

  @Test
  void open_publicCheckpointMissingOrBehind_isRepaired() throws IOException {
    SignedCheckpoint old;
    try (TransparencyLog log = Logs.filled(directory, 10)) {
      old = log.publish();
      log.append(Trees.entries(10, 20));
      log.publish();
    }
    Path file = directory.resolve("checkpoint");
    for (boolean missing : List.of(true, false)) {
      Files.delete(file);
      if (!missing) {
        Files.write(file, old.note().bytes());
      }
      try (TransparencyLog log = Logs.open(directory)) {
        assertThat(Files.readAllBytes(file)).isEqualTo(log.checkpoint().note().bytes());
        assertThat(log.checkpoint().size()).isEqualTo(20);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10, 11})
  void open_publicCheckpointContradicts_isRefused(long size) throws IOException {
    try (TransparencyLog log = Logs.filled(directory, 10)) {
      log.publish();
    }
    Files.write(directory.resolve("checkpoint"), TestCheckpoints.of(size).note().bytes());

    Logs.assertRefused(directory, LogException.Reason.CONTRADICTION);
  }

  @Test
  void open_headFromTheFuture_orOfAnotherTree_isRefused() throws IOException {
    try (TransparencyLog log = Logs.filled(directory, 10)) {
      log.publish();
    }
    Path head = directory.resolve("head");

    Files.write(head, new LogHead(Logs.NOW, TestCheckpoints.of(11).note()).bytes());
    Logs.assertRefused(directory, LogException.Reason.CONTRADICTION);

    Files.write(head, new LogHead(Logs.NOW, TestCheckpoints.of(10).note()).bytes());
    Logs.assertRefused(directory, LogException.Reason.CONTRADICTION);

    Files.writeString(head, "garbage");
    Logs.assertRefused(directory, LogException.Reason.DAMAGED);
  }

  @Test
  void open_withAnotherKey_isContradiction() {
    Logs.filled(directory, 3).close();
    SignerKey other = Keys.signer(Logs.KEY.name(), 77);

    assertThatThrownBy(() -> TransparencyLog.open(directory, other, Logs.options()).close())
        .isInstanceOfSatisfying(
            LogException.class,
            e -> assertThat(e.reason()).isEqualTo(LogException.Reason.CONTRADICTION));
  }

  @Test
  void open_clockBehindTheLastCheckpoint_isRefused() {
    Logs.filled(directory, 3).close();
    LogOptions earlier = Logs.options(Logs.NOW.minusMillis(1));

    assertThatThrownBy(() -> TransparencyLog.open(directory, Logs.KEY, earlier).close())
        .isInstanceOfSatisfying(
            LogException.class,
            e -> assertThat(e.reason()).isEqualTo(LogException.Reason.CLOCK_BEHIND));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tile/0/007", "tile/entries/007"})
  void open_rightEdgeTileChangedOrMissing_isDamaged(String path) throws IOException {
    try (TransparencyLog log = Logs.filled(directory, 3000)) {
      log.publish();
    }
    long boundary = scan(Wal.segments(directory.resolve("wal")).getFirst()).first() / 256;
    Path file = directory.resolve(path.replace("007", "%03d".formatted(boundary - 1)));

    overwrite(file, 40, new byte[] {1, 2, 3});
    Logs.assertRefused(directory, LogException.Reason.DAMAGED);

    Files.delete(file);
    Logs.assertRefused(directory, LogException.Reason.DAMAGED);
  }

  @Test
  void publish_storageReturnsOtherBytes_isNeverSigned() throws IOException {
    try (TransparencyLog log = Logs.open(directory)) {
      log.append(Trees.entries(0, 4));
      Path segment = lastSegment();
      overwrite(segment, scan(segment).end() - 1, new byte[] {'X'});

      assertThatThrownBy(log::publish)
          .isInstanceOfSatisfying(
              LogException.class,
              e -> assertThat(e.reason()).isEqualTo(LogException.Reason.DAMAGED));
      assertThatThrownBy(() -> log.append(Trees.entries(4, 5)))
          .isInstanceOfSatisfying(
              LogException.class,
              e -> assertThat(e.reason()).isEqualTo(LogException.Reason.CLOSED));
      assertThat(log.checkpoint().size()).isZero();
      assertThat(log.entry(3)).isEqualTo(Trees.entry(3));
    }
  }

  @Test
  void publish_headReplacedByAnotherWriter_isRefused() throws IOException {
    try (TransparencyLog log = Logs.filled(directory, 4)) {
      Files.write(
          directory.resolve("head"), new LogHead(Logs.NOW, TestCheckpoints.of(2).note()).bytes());

      assertThatThrownBy(log::publish).hasMessageContaining("another writer");
    }
  }
}
