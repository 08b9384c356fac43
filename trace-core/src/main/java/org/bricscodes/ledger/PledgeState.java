package org.bricscodes.ledger;

import java.time.Instant;

/** How one asset stands in an {@link ExclusiveRegistry}. */
public sealed interface PledgeState {

  /** Never pledged. */
  record Free() implements PledgeState {}

  /** Pledged, until {@code until} has come by the ledger's block time. */
  record Pledged(HolderHandle holder, Instant until) implements PledgeState {}

  /** The last pledge was given up; the asset can be pledged. */
  record Released(ReleaseReason reason) implements PledgeState {}

  /** The last pledge ended by itself at {@code at}; the asset can be pledged. */
  record Expired(Instant at) implements PledgeState {}
}
