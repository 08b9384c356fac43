package org.bricscodes.anchoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bricscodes.anchoring.Attempt.Phase;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fee;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.TxId;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.SignedNote;
import org.bricscodes.tlog.SignerKey;
import org.junit.jupiter.api.Test;

final class RowCodecTest {

  private static final LedgerId LEDGER = LedgerId.parse("memory:rows");
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.000000001Z");
  private static final Position POSITION = new Position(3, 1, 0, "ab");
  private static final FinalAnchor LAST =
      new FinalAnchor(LEDGER, 7, Digest.sha256(), new TxId("t1"), POSITION, NOW);

  @Test
  void work_everything_roundTrips() {
    Work work =
        new Work(
            41,
            new Lease(new OperationId(1, -2), NOW),
            Optional.of(LAST),
            NOW,
            3,
            NOW.plusSeconds(5),
            List.of(
                new Attempt(
                    prepared(9), Phase.ACCEPTED, NOW, NOW, Optional.empty(), Optional.of(NOW)),
                new Attempt(
                    prepared(12),
                    Phase.INCLUDED,
                    NOW,
                    NOW,
                    Optional.of(POSITION),
                    Optional.empty())),
            Optional.of(new Trouble(9, Optional.empty(), Fault.TIMEOUT, "späť", NOW)),
            List.of(new Trouble(8, Optional.of(new TxId("t0")), Fault.REJECTED, "no", NOW)),
            new Tally(5, 1, 2, 3, Optional.of(new Fee(BigInteger.TEN.pow(30), "wei"))),
            Optional.of(NOW));

    Work read = RowCodec.work(RowCodec.bytes(work));

    assertThat(read).isEqualTo(work);
    assertThat(read.attempts().getFirst().prepared().terms())
        .containsExactly(Map.entry("nonce", "9"));
  }

  @Test
  void recording_everything_roundTrips() {
    EventRecord event = new EventRecord("log.example/rows", 17, Digest.sha256());
    Prepared prepared = new Prepared(LEDGER, new TxId("e17"), event, new byte[] {1, 2});
    Recording recording =
        new Recording(
            7,
            18,
            15,
            List.of(Attempt.departing(prepared, NOW)),
            List.of(3L, 4L),
            2,
            NOW,
            Optional.of(new Trouble(17, Optional.empty(), Fault.UNAVAILABLE, "away", NOW)),
            new Tally(20, 0, 0, 1, Optional.empty()),
            new Failures(
                List.of(new Failures.Fallen(3, 5), new Failures.Fallen(4, 1)),
                NOW,
                Optional.of(new Trouble(3, Optional.empty(), Fault.REJECTED, "no", NOW))));

    assertThat(RowCodec.recording(RowCodec.bytes(recording))).isEqualTo(recording);
  }

  /** Rows written before failures were counted are read, and can be changed. */
  @Test
  void recording_ofVersion1_isReadAndBroughtToTodaysForm() throws Exception {
    byte[] row =
        new RowWriter()
            .number(1)
            .number(41) // revision
            .number(18)
            .number(15)
            .number(0)
            .number(1)
            .number(3)
            .number(2)
            .time(NOW)
            .number(0)
            .number(1)
            .number(20)
            .number(0)
            .number(0)
            .number(1)
            .number(0)
            .bytes();
    InMemoryStore store = new InMemoryStore(Anchors.TABLES);
    GuardedRow guard = new GuardedRow(store, new SplittableRandom(1), Duration.ofSeconds(5));
    Key key = AnchorRows.recordingKey(LEDGER);
    guard.change(key, null, List.of(new Write.Put(key, row)));
    RecordingRow rows = new RecordingRow(store, LEDGER, guard);

    Recording recording = rows.load().orElseThrow();
    Recording changed = rows.change(recording, recording.untroubled());

    assertThat(recording.again()).containsExactly(3L);
    assertThat(recording.tally()).isEqualTo(new Tally(20, 0, 0, 1, Optional.empty()));
    assertThat(recording.failures()).isEqualTo(Failures.NONE);
    assertThat(changed.revision()).isEqualTo(42);
    assertThat(rows.read()).contains(changed);
  }

  /** Rows written before anything was counted are read, and written anew in the form of today. */
  @Test
  void work_ofVersion1_isRead() {
    byte[] row =
        new RowWriter()
            .number(1)
            .number(41)
            .number(1)
            .number(-2)
            .time(NOW)
            .number(0)
            .time(NOW)
            .number(3)
            .time(NOW)
            .number(1)
            .text(LEDGER)
            .text("tx9")
            .blob(prepared(9).anchor().bytes())
            .blob("raw9".getBytes(UTF_8))
            .text(Phase.ACCEPTED)
            .time(NOW)
            .time(NOW)
            .number(0)
            .number(0)
            .number(0)
            .bytes();

    Work work = RowCodec.work(row);

    assertThat(work.revision()).isEqualTo(41);
    assertThat(work.attempts()).extracting(Attempt::size).containsExactly(9L);
    assertThat(work.tally()).isEqualTo(Tally.NONE);
    assertThat(RowCodec.work(RowCodec.bytes(work))).isEqualTo(work);
  }

  @Test
  void work_empty_roundTrips() {
    assertThat(RowCodec.work(RowCodec.bytes(Work.NONE))).isEqualTo(Work.NONE);
  }

  @Test
  void finalAnchor_roundTrips() {
    assertThat(RowCodec.finalAnchor(RowCodec.bytes(LAST))).isEqualTo(LAST);
  }

  @Test
  void row_truncatedOrExtended_isCorrupt() {
    byte[] row = RowCodec.bytes(Work.NONE);

    for (int length = 0; length <= row.length + 1; length++) {
      if (length == row.length) {
        continue;
      }
      byte[] damaged = Arrays.copyOf(row, length);
      assertThatExceptionOfType(StoreException.Corrupt.class)
          .isThrownBy(() -> RowCodec.work(damaged));
    }
  }

  @Test
  void failures_sameCause_areNotedOnceAndOnlyTheLatestKept() {
    Work work = Work.NONE;
    for (int size = 0; size < 40; size++) {
      Trouble trouble = new Trouble(size, Optional.empty(), Fault.REJECTED, "no", NOW);
      work = work.failing(trouble).failing(trouble);
    }

    assertThat(work.failures()).extracting(Trouble::size).hasSize(Work.MAX_FAILURES).contains(39L);
  }

  @Test
  void settledBy_endsWhatItCovers() {
    Work work =
        Work.NONE
            .beginning(Attempt.departing(prepared(5), NOW))
            .beginning(Attempt.departing(prepared(7), NOW))
            .beginning(Attempt.departing(prepared(9), NOW));

    Work settled = work.settledBy(LAST, Optional.of(NOW));

    assertThat(settled.attempts()).extracting(Attempt::size).containsExactly(9L);
    assertThat(settled.last()).contains(LAST);
    assertThat(settled.behindSince()).contains(NOW);
    assertThat(settled.tally().attempts()).isEqualTo(3);
  }

  private static Prepared prepared(long size) {
    SignerKey key = SignerKey.generate("log.example/rows", new SplittableRandom(1));
    String text = Checkpoint.of("log.example/rows", size, Digest.sha256()).toString();
    Anchor anchor = Anchor.of(new SignedNote(text, List.of(key.sign(text))).bytes());
    return new Prepared(
        LEDGER,
        new TxId("tx" + size),
        anchor,
        ("raw" + size).getBytes(UTF_8),
        Map.of("nonce", String.valueOf(size)));
  }
}
