package org.bricscodes.ledger;

import java.time.Instant;
import java.util.Optional;

/** What receipts of anchors and of single events say alike. */
public sealed interface LedgerReceipt permits AnchorReceipt, EventReceipt {

  LedgerId ledger();

  /** As in {@link LedgerDescriptor#adapter()}. */
  String adapter();

  TxId txId();

  Position position();

  /** The ledger's own time, empty where it keeps none. */
  Optional<Instant> time();

  /** What it is about. */
  Content content();

  /** A copy of the evidence, in the adapter's own form. */
  byte[] evidence();
}
