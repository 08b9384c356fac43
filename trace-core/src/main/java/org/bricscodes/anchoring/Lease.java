package org.bricscodes.anchoring;

import java.time.Instant;
import org.bricscodes.store.OperationId;

/**
 * Who works for a ledger, and until when nobody else starts to. It only saves double work: what
 * keeps two writers apart is that every change of {@link Work} is a compare-and-set, so clocks that
 * disagree cost time, never truth.
 */
record Lease(OperationId owner, Instant until) {

  static final Lease NONE = new Lease(new OperationId(0, 0), Instant.EPOCH);

  boolean keepsOut(OperationId other, Instant now) {
    return !owner.equals(other) && until.isAfter(now);
  }
}
