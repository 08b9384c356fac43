package org.bricscodes.anchoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bricscodes.anchoring.GuardedRow.Superseded;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.Write;

/** One ledger's {@link Work} in the store, changed by compare-and-set only. */
final class WorkRow {

  private final Store store;
  private final LedgerId ledger;
  private final GuardedRow guard;

  WorkRow(Store store, LedgerId ledger, GuardedRow guard) {
    this.store = store;
    this.ledger = ledger;
    this.guard = guard;
  }

  /**
   * The durable state; makes the ledger known to {@link Anchors#ledgers} the first time, and brings
   * a row of an earlier form to the form of today.
   *
   * @throws Superseded if another writer came first
   */
  Work load() throws InterruptedException, Superseded {
    Key key = AnchorRows.workKey(ledger);
    byte[] row = store.get(key);
    if (row == null) {
      var _ =
          guard.apply(AnchorRows.ledgerKey(ledger), null, List.of(AnchorRows.ledgerRow(ledger)));
      return Work.NONE;
    }
    Work work = RowCodec.work(row);
    if (!Arrays.equals(row, RowCodec.bytes(work))) {
      guard.change(key, row, List.of(new Write.Put(key, RowCodec.bytes(work))));
    }
    return work;
  }

  /**
   * Replaces {@code before} by {@code after}, durably, and returns what is stored now.
   *
   * @throws Superseded if another writer came first
   */
  Work change(Work before, Work after) throws InterruptedException, Superseded {
    return change(before, after, List.of());
  }

  /** As {@link #change(Work, Work)}, and writes the final anchor and its receipt with it. */
  Work settle(Work before, Work after, FinalAnchor anchor, AnchorReceipt receipt)
      throws InterruptedException, Superseded {
    return change(before, after, AnchorRows.finalRows(anchor, receipt));
  }

  private Work change(Work before, Work after, List<Write> more)
      throws InterruptedException, Superseded {
    Work stored = after.revised();
    Key key = AnchorRows.workKey(ledger);
    List<Write> writes = new ArrayList<>(more);
    writes.add(new Write.Put(key, RowCodec.bytes(stored)));
    guard.change(key, before.revision() == 0 ? null : RowCodec.bytes(before), writes);
    return stored;
  }
}
