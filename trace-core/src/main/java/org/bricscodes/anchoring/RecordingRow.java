package org.bricscodes.anchoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bricscodes.anchoring.GuardedRow.Superseded;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.Write;

/** One ledger's {@link Recording} in the store, changed by compare-and-set only. */
final class RecordingRow {

  private final Store store;
  private final LedgerId ledger;
  private final GuardedRow guard;

  RecordingRow(Store store, LedgerId ledger, GuardedRow guard) {
    this.store = store;
    this.ledger = ledger;
    this.guard = guard;
  }

  /** The durable state, or empty where nothing was ever recorded; changes nothing. */
  Optional<Recording> read() {
    return AnchorRows.recording(store, ledger);
  }

  /**
   * The same, to be changed; a row of an earlier form is brought to the form of today.
   *
   * @throws Superseded if another writer came first
   */
  Optional<Recording> load() throws InterruptedException, Superseded {
    Key key = AnchorRows.recordingKey(ledger);
    byte[] row = store.get(key);
    if (row == null) {
      return Optional.empty();
    }
    Recording recording = RowCodec.recording(row);
    if (!Arrays.equals(row, RowCodec.bytes(recording))) {
      guard.change(key, row, List.of(new Write.Put(key, RowCodec.bytes(recording))));
    }
    return Optional.of(recording);
  }

  /**
   * Replaces {@code before} by {@code after}, durably, and returns what is stored now.
   *
   * @throws Superseded if another writer came first
   */
  Recording change(Recording before, Recording after) throws InterruptedException, Superseded {
    return change(before, after, List.of());
  }

  /** As {@link #change(Recording, Recording)}, and writes the receipt with it. */
  Recording settle(Recording before, Recording after, EventReceipt receipt)
      throws InterruptedException, Superseded {
    return change(before, after, List.of(AnchorRows.eventRow(ledger, receipt)));
  }

  private Recording change(Recording before, Recording after, List<Write> more)
      throws InterruptedException, Superseded {
    Recording stored = after.revised();
    Key key = AnchorRows.recordingKey(ledger);
    List<Write> writes = new ArrayList<>(more);
    writes.add(new Write.Put(key, RowCodec.bytes(stored)));
    guard.change(key, before.revision() == 0 ? null : RowCodec.bytes(before), writes);
    return stored;
  }
}
