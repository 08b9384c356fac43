package org.bricscodes.ledger;

import java.time.Instant;

/**
 * How an asset stands, seen in one reading of the ledger.
 *
 * @param settled as of what is final by the ledger's policy: the only answer to act upon
 * @param latest as of everything executed, final or not; a reorganisation may take it back
 * @param ledgerTime the block time {@code latest} was judged by, whole seconds
 */
public record PledgeAnswer(PledgeState settled, PledgeState latest, Instant ledgerTime) {

  /** Whether nothing is under way that would change the answer. */
  public boolean isFinal() {
    return settled.equals(latest);
  }
}
