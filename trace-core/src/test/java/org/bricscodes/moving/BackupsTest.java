package org.bricscodes.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.bricscodes.store.StoreException;
import org.bricscodes.tlog.TransparencyLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backups count, stay and are found again; what they hold {@code BackupTest} shows. */
final class BackupsTest {

  private static final Instant FIRST = Instant.parse("2026-05-01T10:00:00Z");

  private static final ChangeReplay NONE = (store, copied, changes) -> 0;

  @TempDir private Path root;

  private MovedService service;
  private Backups backups = new Backups(Path.of("nowhere"));

  @SuppressWarnings("NullAway.Init") // set before each test
  BackupsTest() {}

  @BeforeEach
  void createService() throws IOException {
    service = new MovedService(root.resolve("data"), MovedService.memory());
    backups = new Backups(root.resolve("backups"));
  }

  /** An engine whose data is one file that never changes and one that does. */
  private static final class OneEngine implements Snapshot {
    private final String changing;
    private final boolean sound;

    OneEngine(String changing, boolean sound) {
      this.changing = changing;
      this.sound = sound;
    }

    @Override
    public void copyTo(Path folder) throws IOException {
      Files.createDirectory(folder);
      Files.writeString(folder.resolve("000001.sst"), "written once");
      Files.writeString(folder.resolve("000002.sst"), changing);
      Files.writeString(folder.resolve("MANIFEST-1"), "written once");
    }

    @Override
    public long verify(Path folder) {
      if (!sound) {
        throw new StoreException.Corrupt("a row cannot be read: the store is damaged");
      }
      try (Stream<Path> files = Files.list(folder)) {
        return files.count();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Backup take(Snapshot snapshot, Instant at, int keep) throws IOException {
    try (TransparencyLog log = MovedService.log(service.data)) {
      return backups.take(
          snapshot, log, MovedService.logOptions(), root.resolve("data/scratch"), keep, () -> at);
    }
  }

  @Test
  void take_isWholeAndListed_andLeavesNoScratch() throws IOException {
    Backup backup = take(new OneEngine("a", true), FIRST, 3);

    assertThat(backup.rows()).isEqualTo(3);
    assertThat(backup.name()).isEqualTo("20260501T100000Z");
    assertThat(backups.list()).containsExactly(backup);
    assertThat(root.resolve("backups/20260501T100000Z/store/000002.sst")).hasContent("a");
    assertThat(root.resolve("backups/20260501T100000Z/log/checkpoint")).exists();
    assertThat(root.resolve("data/scratch")).doesNotExist();
  }

  @Test
  void take_thatDoesNotVerify_isNoBackup_andTheNextClearsItAway() throws IOException {
    assertThatThrownBy(() -> take(new OneEngine("a", false), FIRST, 3))
        .isInstanceOf(StoreException.Corrupt.class);

    assertThat(backups.list()).isEmpty();
    assertThat(root.resolve("backups/20260501T100000Z.partial")).exists();
    Backup next = take(new OneEngine("a", true), FIRST.plusSeconds(60), 3);
    assertThat(backups.list()).containsExactly(next);
    assertThat(root.resolve("backups/20260501T100000Z.partial")).doesNotExist();
  }

  @Test
  void take_sharesFilesThatDidNotChange_andDeletingOneHarmsNoOther() throws IOException {
    Backup first = take(new OneEngine("a", true), FIRST, 2);
    Path shared = backups.folder(first).resolve("store/000001.sst");
    Backup second = take(new OneEngine("b", true), FIRST.plusSeconds(60), 2);

    Path after = backups.folder(second);
    assertThat(Files.isSameFile(shared, after.resolve("store/000001.sst"))).isTrue();
    assertThat(after.resolve("store/000002.sst")).hasContent("b");
    assertThat(backups.folder(first).resolve("store/000002.sst")).hasContent("a");
    Path bundle = Path.of("log/tile/entries/000");
    assertThat(Files.isSameFile(backups.folder(first).resolve(bundle), after.resolve(bundle)))
        .isTrue();

    Backup third = take(new OneEngine("b", true), FIRST.plusSeconds(120), 2);
    assertThat(backups.list()).isEqualTo(List.of(second, third));
    assertThat(backups.folder(first)).doesNotExist();
    assertThat(after.resolve("store/000001.sst")).hasContent("written once");
  }

  @Test
  void notAfter_findsTheNewestOfThatInstantOrBefore() throws IOException {
    Backup first = take(new OneEngine("a", true), FIRST, 9);
    Backup second = take(new OneEngine("b", true), FIRST.plusSeconds(60), 9);

    assertThat(backups.notAfter(FIRST.minusMillis(1))).isEmpty();
    assertThat(backups.notAfter(FIRST)).contains(first);
    assertThat(backups.notAfter(FIRST.plusSeconds(59))).contains(first);
    assertThat(backups.notAfter(FIRST.plusSeconds(60))).contains(second);
    assertThat(backups.notAfter(Instant.MAX)).contains(second);
  }

  @Test
  void notAfter_whileTheStoreWasCopied_takesTheOneBefore_whereChangesLeadFromIt()
      throws IOException {
    Snapshot followed =
        new Snapshot() {
          @Override
          public void copyTo(Path folder) throws IOException {
            new OneEngine("a", true).copyTo(folder);
          }

          @Override
          public long verify(Path folder) {
            return 1;
          }

          @Override
          public String history() {
            return "0123456789abcdef0123456789abcdef";
          }

          @Override
          public long lastChange(Path folder) {
            return 7;
          }
        };
    Backup first = takeInAMinute(followed, FIRST);
    Backup second = takeInAMinute(followed, FIRST.plusSeconds(600));

    assertThat(backups.list()).containsExactly(first, second);
    assertThat(second.point())
        .contains(new Backup.Point("0123456789abcdef0123456789abcdef", 7, FIRST.plusSeconds(660)));
    assertThat(backups.notAfter(FIRST.plusSeconds(630))).contains(first);
    assertThat(backups.notAfter(FIRST.plusSeconds(660))).contains(second);
    assertThat(backups.notAfter(FIRST.plusSeconds(30))).as("none before it").contains(first);
  }

  /** Copying takes from its moment to a minute later. */
  private Backup takeInAMinute(Snapshot snapshot, Instant at) throws IOException {
    Deque<Instant> moments = new ArrayDeque<>(List.of(at, at.plusSeconds(60)));
    try (TransparencyLog log = MovedService.log(service.data)) {
      return backups.take(
          snapshot,
          log,
          MovedService.logOptions(),
          root.resolve("data/scratch"),
          9,
          moments::removeFirst);
    }
  }

  @Test
  void backup_takenBeforeThereWerePoints_isReadAsOneWithout() throws IOException {
    Backup backup = take(new OneEngine("a", true), FIRST, 9);
    String old = backup.text().replace("backup@v2", "backup@v1").replace("\n3\n-\n", "\n3\n");

    assertThat(Backup.parse(old)).contains(backup);
  }

  @Test
  void restored_waitsForADecision_andTakesOnlyOneThatHolds() throws IOException {
    Backup backup = take(new OneEngine("a", true), FIRST, 9);
    Path to = Files.createDirectory(root.resolve("to"));
    backups.restore(backup, Instant.MAX, NONE, to);

    assertThatThrownBy(() -> RestoredMark.requireNone(to))
        .hasMessageContaining(
            "was restored from a backup of 2026-05-01T10:00:00Z, when the log had")
        .hasMessageContaining("700 entries. Its log may be older than what was published");
    try (TransparencyLog original = MovedService.log(service.data)) {
      var same = original.checkpoint();
      original.append(List.of(new byte[] {1}));
      var later = original.publish();
      try (TransparencyLog log = MovedService.log(to)) {
        assertThatThrownBy(() -> RestoredMark.resolve(to, log, later, "test"))
            .hasMessageContaining("the published log has 702 entries, the restored one 700: 2");
      }
      try (TransparencyLog log = MovedService.log(to)) {
        RestoredMark.resolve(to, log, same, "as\nsaid");
      }
    }
    RestoredMark.requireNone(to);
    assertThat(to.resolve("decisions"))
        .content()
        .contains("size 700 root ")
        .endsWith("; as said\n");
    assertThatThrownBy(() -> backups.restore(backup, Instant.MAX, NONE, to))
        .hasMessageContaining("/store is not empty: move it away first, and keep it");
  }
}
