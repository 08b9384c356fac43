package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransparencyLogTest {

  @TempDir Path directory;

  @Test
  void open_emptyDirectory_publishesTheEmptyTree() {
    try (TransparencyLog log = TransparencyLog.open(directory, Logs.KEY, Logs.options())) {
      assertThat(log.size()).isZero();
      assertThat(log.checkpoint().size()).isZero();
      assertThat(log.checkpoint().root()).isEqualTo(MerkleTree.emptyRoot());
      assertThat(log.origin()).isEqualTo("log.example/trace");
      assertThat(log.resource("checkpoint"))
          .map(resource -> resource.kind().contentType())
          .hasValue("text/plain; charset=utf-8");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 255, 256, 257, 600, 70_000})
  void append_thenReopen_keepsEntriesRootsAndProofs(int size) {
    Digest root;
    try (TransparencyLog log = Logs.filled(directory, size)) {
      root = log.publish().root();
      assertThat(root).isEqualTo(MerkleTree.root(Trees.leaves(size)));
    }

    try (TransparencyLog log = Logs.open(directory)) {
      assertThat(log.size()).isEqualTo(size);
      assertThat(log.checkpoint().root()).isEqualTo(root);
      for (long index : List.of(0L, size / 3L, size / 2L, size - 1L)) {
        assertThat(log.entry(index)).isEqualTo(Trees.entry(index));
        log.inclusion(index, size).verify(MerkleTree.leafHash(Trees.entry(index)), root);
        log.consistency(index + 1, size).verify(log.root(index + 1), root);
      }
      assertThat(log.append(Trees.entries(size, size + 1))).isEqualTo(size);
    }
  }

  @Test
  void publish_nothingNew_returnsTheSameCheckpoint() {
    try (TransparencyLog log = Logs.filled(directory, 5)) {
      assertThat(log.publish()).isEqualTo(log.publish()).isEqualTo(log.checkpoint());
    }
  }

  @Test
  void resource_beyondThePublishedSize_isNotFound() {
    try (TransparencyLog log = Logs.filled(directory, 70_000)) {
      assertThat(log.resource("tile/0/000.p/1")).isEmpty();
      log.publish();
      log.append(Trees.entries(70_000, 70_100));

      assertThat(log.resource("tile/0/273.p/112")).isPresent();
      assertThat(log.resource("tile/0/273.p/113")).isEmpty();
      assertThat(log.resource("tile/0/273")).isEmpty();
      assertThat(log.resource("tile/entries/273.p/113")).isEmpty();
      assertThat(log.resource("tile/1/000")).isPresent();
      assertThat(log.resource("tile/1/001.p/17")).isPresent();
      assertThat(log.resource("tile/1/001.p/18")).isEmpty();
      assertThat(log.resource("tile/2/000.p/1")).isPresent();
      assertThat(log.resource("tile/2/000.p/2")).isEmpty();
      assertThat(log.resource("tile/3/000.p/1")).isEmpty();
      assertThat(log.resource("tile/63/000.p/1")).isEmpty();
    }
  }

  @Test
  void resource_partial_isThePrefixOfItsFullTile() {
    try (TransparencyLog log = Logs.filled(directory, 300)) {
      log.publish();
      byte[] full = bytes(log, "tile/0/000");

      assertThat(full).hasSize(8192);
      assertThat(bytes(log, "tile/0/000.p/5")).isEqualTo(Arrays.copyOf(full, 160));
      assertThat(bytes(log, "tile/entries/000.p/2"))
          .isEqualTo(new byte[] {0, 2, 'e', '0', 0, 2, 'e', '1'});
      assertThat(bytes(log, "tile/1/000.p/1"))
          .isEqualTo(MerkleTree.root(Trees.leaves(256)).bytes());
    }
  }

  @Test
  void directory_holdsNoPartialTiles() throws Exception {
    try (TransparencyLog log = Logs.filled(directory, 1000)) {
      log.publish();
    }
    try (var files = Files.walk(directory)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.contains(".p"));
    }
  }

  @Test
  void open_twice_isLocked() {
    try (TransparencyLog log = Logs.open(directory)) {
      assertThat(log.size()).isZero();
      Logs.assertRefused(directory, LogException.Reason.LOCKED);
    }
  }

  @Test
  void append_outOfBounds_isRefusedAndHarmless() {
    try (TransparencyLog log = Logs.open(directory)) {
      assertThatThrownBy(() -> log.append(List.of(new byte[65_536])))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> log.append(List.of())).isInstanceOf(IllegalArgumentException.class);

      assertThat(log.append(List.of(new byte[65_535], new byte[0]))).isZero();
      assertThat(log.publish().size()).isEqualTo(2);
      assertThat(log.entry(0)).hasSize(65_535);
    }
  }

  @Test
  void append_afterClose_isRefused() {
    TransparencyLog log = Logs.open(directory);
    log.close();
    log.close();

    assertThatThrownBy(() -> log.append(Trees.entries(0, 1)))
        .isInstanceOfSatisfying(
            LogException.class, e -> assertThat(e.reason()).isEqualTo(LogException.Reason.CLOSED));
  }

  @Test
  void append_batchLargerThanASegment_getsItsOwn() {
    List<byte[]> large = Collections.nCopies(40, new byte[60_000]);
    try (TransparencyLog log = Logs.open(directory)) {
      log.append(large);
      log.append(Trees.entries(0, 3));
      log.append(large);
      log.publish();
    }
    try (TransparencyLog log = Logs.open(directory)) {
      assertThat(log.size()).isEqualTo(83);
      assertThat(log.entry(41)).isEqualTo(Trees.entry(1));
    }
  }

  @Test
  void requireExtends_ownPast_passes_foreignDoesNot() {
    try (TransparencyLog log = Logs.filled(directory, 20)) {
      Checkpoint past = log.publish().checkpoint();
      log.append(Trees.entries(20, 30));
      log.requireExtends(past);

      Checkpoint ahead = Checkpoint.of(log.origin(), 31, past.root());
      assertThatThrownBy(() -> log.requireExtends(ahead))
          .hasMessageContaining("31 entries, the stored log only 30");
      assertThatThrownBy(() -> log.append(Trees.entries(30, 31))).isInstanceOf(LogException.class);
      assertThat(log.entry(29)).isEqualTo(Trees.entry(29));
    }
  }

  private static byte[] bytes(TransparencyLog log, String path) {
    return log.resource(path).map(LogResource::bytes).orElseThrow();
  }

  @Test
  void resource_unknownPath_isNotFound() {
    try (TransparencyLog log = Logs.filled(directory, 3)) {
      log.publish();
      assertThat(log.resource("head")).isEqualTo(Optional.empty());
      assertThat(log.resource("../head")).isEqualTo(Optional.empty());
      assertThat(log.resource("tile/0/000.p/4")).isEqualTo(Optional.empty());
    }
  }

  @Test
  void attest_signsStatements_butNothingThatCouldPassForACheckpoint(@TempDir Path folder) {
    try (TransparencyLog log = Logs.filled(folder, 3)) {
      SignedNote statement = log.attest("example.org/kind@v1\nlog.example/trace\n3\n");

      assertThat(statement.verify(Logs.TRUSTED.keys())).hasSize(1);
      assertThatThrownBy(() -> log.attest("other.example/log\n3\nroot\n"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> log.attest("no second line"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> log.attest("example.org/kind@v1\nlog\u0007\n"))
          .isInstanceOf(NoteException.class);
      assertThat(log.append(Trees.entries(3, 4))).isEqualTo(3);
    }
  }
}
