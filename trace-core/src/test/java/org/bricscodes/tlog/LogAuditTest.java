package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sound log of 65,836 entries (two full levels), spoilt in one way at a time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogAuditTest {

  private static final int SIZE = 65_536 + 300;

  private MapSource sound = new MapSource(Map.of());
  private SignedCheckpoint early = TestCheckpoints.of(0);
  private SignedCheckpoint latest = TestCheckpoints.of(0);
  private MapSource source = sound;

  @BeforeAll
  void build(@TempDir Path directory) {
    try (TransparencyLog log =
        TransparencyLog.open(directory, Logs.KEY, TestCheckpoints.largeOptions())) {
      log.append(Trees.entries(0, 1000));
      early = log.publish();
      log.append(Trees.entries(1000, SIZE));
      latest = log.publish();
      sound = MapSource.copyOf(log, "tile/0/000.p/5", "tile/entries/001.p/7", "tile/1/000.p/3");
    }
  }

  @BeforeEach
  void copy() {
    source = sound.copy();
  }

  private AuditReport audit() {
    return audit(List.of(early), EntryCheck.NONE);
  }

  private AuditReport audit(List<SignedCheckpoint> earlier, EntryCheck check) {
    return new LogAudit(source, Logs.TRUSTED, earlier, check, 4).run();
  }

  private void spoil(String path, UnaryOperator<byte[]> change) {
    source
        .bodies()
        .compute(path, (p, body) -> change.apply(Optional.ofNullable(body).orElseThrow()));
  }

  private void assertFound(AuditFinding.Kind kind, String where, String message) {
    AuditReport report = audit();

    assertThat(report.isSound()).isFalse();
    assertThat(report.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.kind()).isEqualTo(kind);
              assertThat(finding.where()).isEqualTo(where);
              assertThat(finding.message()).contains(message);
            });
  }

  private static byte[] flip(byte[] body, int at) {
    byte[] flipped = body.clone();
    flipped[at] ^= 1;
    return flipped;
  }

  private static byte[] longer(byte[] body, int... more) {
    byte[] longer = Arrays.copyOf(body, body.length + more.length);
    for (int i = 0; i < more.length; i++) {
      longer[body.length + i] = (byte) more[i];
    }
    return longer;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 13, 64})
  void run_soundLog_findsNothingAtAnyWorkerCount(int workers) {
    List<SignedCheckpoint> earlier = List.of(early, latest, TestCheckpoints.of(0));
    AuditReport report =
        new LogAudit(source, Logs.TRUSTED, earlier, EntryCheck.NONE, workers).run();

    assertThat(report.findings()).isEmpty();
    assertThat(report.isSound()).isTrue();
    assertThat(report.entries()).isEqualTo(SIZE);
    assertThat(report.checkpoint()).hasValue(latest);
  }

  @Test
  void run_entryByteChanged_isNamed() {
    spoil("tile/entries/003", body -> flip(body, 2));

    assertFound(AuditFinding.Kind.TILE, "tile/0/003", "hash 0 is not that of entry 768");
  }

  @Test
  void run_entryAndTileChangedTogether_breaksTheLevelsAboveAndTheRoot() {
    spoil("tile/entries/003", body -> flip(body, 2));
    Digest leaf =
        MerkleTree.leafHash(Arrays.copyOfRange(source.bodies().get("tile/entries/003"), 2, 6));
    spoil(
        "tile/0/003",
        body -> {
          byte[] forged = body.clone();
          leaf.copyTo(forged, 0);
          return forged;
        });

    assertFound(AuditFinding.Kind.TILE, "tile/1/000", "hash 3 is not that of tile/0 number 3");
    assertFound(AuditFinding.Kind.ROOT, "checkpoint", "signed is " + latest.root());
    assertFound(AuditFinding.Kind.INCONSISTENT, "checkpoint", "the one signed at size 1000");
  }

  @Test
  void run_leafHashChanged_isNamed() {
    spoil("tile/0/257.p/44", body -> flip(body, 33));

    assertFound(
        AuditFinding.Kind.TILE, "tile/0/257.p/44", "hash 1 is not that of entry 65793 as stored");
  }

  @ParameterizedTest
  @CsvSource({"tile/entries/000, 256", "tile/entries/257.p/44, 44"})
  void run_wellFormedExtraEntry_isLeftOver(String path, int count) {
    spoil(path, body -> longer(body, 0, 1, 'x'));

    assertFound(AuditFinding.Kind.BUNDLE, path, "holds 3 bytes after its " + count + " entries");
  }

  @Test
  void run_bundleTruncated_isCutShort() {
    spoil("tile/entries/009", body -> Arrays.copyOf(body, body.length - 1));

    assertFound(AuditFinding.Kind.BUNDLE, "tile/entries/009", "cut short at entry 255 of 256");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/entries/100",
        "tile/entries/257.p/44",
        "tile/0/100",
        "tile/1/000",
        "tile/1/001.p/1",
        "tile/2/000.p/1"
      })
  void run_resourceMissing_isNamed(String path) {
    source.bodies().remove(path);

    assertFound(AuditFinding.Kind.MISSING, path, "is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tile/1/000", "tile/1/001.p/1", "tile/2/000.p/1"})
  void run_higherTileWrong_isNamed(String path) {
    spoil(path, body -> flip(body, 31));

    assertFound(AuditFinding.Kind.TILE, path, "hash 0 is not that of tile/");
  }

  @Test
  void run_higherTileOfWrongWidth_isNamed() {
    spoil("tile/1/001.p/1", body -> Arrays.copyOf(body, 64));

    assertFound(AuditFinding.Kind.TILE, "tile/1/001.p/1", "has 64 bytes instead of 32");
  }

  @ParameterizedTest
  @CsvSource({
    "tile/0/000.p/5, is not a prefix of its tile",
    "tile/1/000.p/3, is not a prefix of its tile",
    "tile/entries/001.p/7, is not a prefix of its bundle: entry 0 differs"
  })
  void run_stalePartialHoldsGarbage_isNamed(String path, String message) {
    spoil(path, body -> flip(body, 3));

    assertFound(AuditFinding.Kind.PARTIAL, path, message);
  }

  @Test
  void run_stalePartialOfWrongLength_orStrayName_isNamed() {
    spoil("tile/0/000.p/5", body -> longer(body, 1));
    source.bodies().put("tile/0/000.p/05", new byte[32]);

    assertFound(AuditFinding.Kind.PARTIAL, "tile/0/000.p/5", "has 161 bytes");
    assertFound(AuditFinding.Kind.PARTIAL, "tile/0/000.p/05", "is no canonical path");
  }

  @Test
  void run_checkpointSignatureBad_isRefused() {
    var note = new SignedNote(latest.note().text(), List.of(Logs.KEY.sign("another text\n")));
    source.bodies().put("checkpoint", note.bytes());

    assertFound(AuditFinding.Kind.CHECKPOINT, "checkpoint", "does not verify");
  }

  @Test
  void run_otherOriginOrKey_isRefused() {
    SignerKey other = Keys.signer("log.example/other", 5);
    source.bodies().put("checkpoint", TestCheckpoints.sign(other, SIZE, latest.root()).bytes());
    assertFound(AuditFinding.Kind.CHECKPOINT, "checkpoint", "belongs to another log");

    SignerKey sameName = Keys.signer(Logs.KEY.name(), 5);
    source.bodies().put("checkpoint", TestCheckpoints.sign(sameName, SIZE, latest.root()).bytes());
    assertFound(AuditFinding.Kind.CHECKPOINT, "checkpoint", "no signature is by a pinned key");

    source.bodies().remove("checkpoint");
    assertFound(AuditFinding.Kind.CHECKPOINT, "checkpoint", "is missing");
  }

  @Test
  void run_smallerThanBefore_isShrunk_withBothNotesAsEvidence() {
    SignedCheckpoint later = TestCheckpoints.of(SIZE + 1);

    AuditReport report = audit(List.of(later), EntryCheck.NONE);

    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(AuditFinding.Kind.SHRUNK);
              assertThat(finding.evidence()).containsExactly(later.toString(), latest.toString());
            });
  }

  @Test
  void run_sameSizeOtherRoot_isEquivocation() {
    AuditReport report = audit(List.of(TestCheckpoints.of(SIZE)), EntryCheck.NONE);

    assertThat(report.findings())
        .singleElement()
        .satisfies(f -> assertThat(f.kind()).isEqualTo(AuditFinding.Kind.EQUIVOCATION));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 65_536, SIZE - 1})
  void run_notExtendingAnEarlierCheckpoint_isInconsistent(int size) {
    AuditReport report = audit(List.of(TestCheckpoints.of(size)), EntryCheck.NONE);

    assertThat(report.findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.kind()).isEqualTo(AuditFinding.Kind.INCONSISTENT);
              assertThat(f.message()).contains("signed at size " + size);
            });
  }

  @Test
  void run_commitmentDiffers_isReportedSeparately() {
    AuditReport report =
        audit(
            List.of(),
            (index, entry) ->
                index == 777 ? Optional.of("does not match the stored event") : Optional.empty());

    assertThat(report.findings())
        .containsExactly(
            new AuditFinding(
                AuditFinding.Kind.COMMITMENT,
                "entry 777",
                "does not match the stored event",
                List.of()));
  }

  @Test
  void run_workerThatFails_endsTheAuditWithAFinding() {
    AuditReport report =
        audit(
            List.of(),
            (index, entry) -> {
              throw new IllegalStateException("broken check");
            });

    assertThat(report.isSound()).isFalse();
    assertThat(report.findings())
        .singleElement()
        .satisfies(f -> assertThat(f.message()).contains("broken check"));
  }
}
