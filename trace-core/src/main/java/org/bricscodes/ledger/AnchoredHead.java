package org.bricscodes.ledger;

import org.bricscodes.tlog.Checkpoint;

/** The largest final checkpoint a ledger holds for one log, and where it stands. */
public record AnchoredHead(Checkpoint checkpoint, TxId txId, Position position) {}
