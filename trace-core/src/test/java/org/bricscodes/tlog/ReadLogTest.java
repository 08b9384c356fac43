package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadLogTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257, 700, 66_000})
  void entries_whereTheyAre_areHeld(int size) throws IOException {
    try (TransparencyLog log = published(size)) {
      ReadLog read = ReadLog.latest(MapSource.copyOf(log), Logs.TRUSTED);

      assertThat(read.checkpoint().size()).isEqualTo(size);
      for (long index : new long[] {0, size / 3, size / 2, size - 1}) {
        assertThat(read.holds(index, leaf(index))).as("entry %d", index).isTrue();
        assertThat(read.holds(index, leaf(index + 1))).as("entry %d", index).isFalse();
      }
    }
  }

  @Test
  void checkpoints_earlier_areContinuedAndOthersNot() throws IOException {
    try (TransparencyLog log = published(700)) {
      ReadLog read = ReadLog.latest(MapSource.copyOf(log), Logs.TRUSTED);

      for (long size : new long[] {1, 255, 256, 257, 512, 699, 700}) {
        assertThat(read.continues(Checkpoint.of(log.origin(), size, log.root(size)))).isTrue();
        assertThat(read.continues(Checkpoint.of(log.origin(), size, leaf(0))))
            .as("another root of size %d", size)
            .isEqualTo(size == 1);
      }
    }
  }

  @Test
  void tile_changed_provesNothing() throws IOException {
    try (TransparencyLog log = published(700)) {
      MapSource spoiled = MapSource.copyOf(log);
      spoiled.bodies().computeIfPresent("tile/0/001", ReadLogTest::spoiled);
      ReadLog read = ReadLog.latest(spoiled, Logs.TRUSTED);

      assertThatExceptionOfType(ProofException.class).isThrownBy(() -> read.holds(257, leaf(257)));
      assertThat(read.holds(0, leaf(0))).isTrue();
    }
  }

  @Test
  void tile_missingOrCutShort_isAFailureOfTheSource() throws IOException {
    try (TransparencyLog log = published(300)) {
      MapSource cut = MapSource.copyOf(log);
      cut.bodies().put("tile/0/001.p/44", new byte[32]);
      MapSource without = MapSource.copyOf(log);
      without.bodies().remove("tile/0/001.p/44");

      assertThatThrownBy(() -> ReadLog.latest(cut, Logs.TRUSTED).holds(280, leaf(280)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut short");
      assertThatThrownBy(() -> ReadLog.latest(without, Logs.TRUSTED).holds(280, leaf(280)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("missing");
    }
  }

  @Test
  void partial_gone_isTakenFromTheFullTile() throws IOException {
    try (TransparencyLog log = published(700)) {
      MapSource later = MapSource.copyOf(log);
      SignedNote early = log.checkpoint().note();
      log.append(Trees.entries(700, 800));
      var _ = log.publish();
      MapSource now = MapSource.copyOf(log, "tile/1/000.p/2");
      now.bodies().put("checkpoint", early.bytes());
      now.bodies().remove("tile/0/002.p/188");

      assertThat(ReadLog.latest(now, Logs.TRUSTED).holds(699, leaf(699))).isTrue();
      assertThat(ReadLog.latest(later, Logs.TRUSTED).holds(699, leaf(699))).isTrue();
    }
  }

  @Test
  void checkpoint_ofAnotherKeyOrAbsent_isNotTaken() throws IOException {
    try (TransparencyLog log = published(3)) {
      MapSource source = MapSource.copyOf(log);
      TrustedLog other = TrustedLog.of(Keys.signer("log.example/trace", 9).verifierKey());

      assertThatExceptionOfType(TlogException.class)
          .isThrownBy(() -> ReadLog.latest(source, other));
      source.bodies().remove("checkpoint");
      assertThatThrownBy(() -> ReadLog.latest(source, Logs.TRUSTED))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void index_beyondTheCheckpoint_isRefused() throws IOException {
    try (TransparencyLog log = published(3)) {
      ReadLog read = ReadLog.latest(MapSource.copyOf(log), Logs.TRUSTED);

      assertThatThrownBy(() -> read.holds(3, leaf(3))).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> read.continues(Checkpoint.of(log.origin(), 4, leaf(0))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private TransparencyLog published(int size) {
    TransparencyLog log = Logs.filled(directory, size);
    var _ = log.publish();
    return log;
  }

  private static byte[] spoiled(String path, byte[] tile) {
    byte[] changed = tile.clone();
    changed[40] ^= 1;
    return changed;
  }

  private static Digest leaf(long index) {
    return MerkleTree.leafHash(("e" + index).getBytes(StandardCharsets.US_ASCII));
  }
}
