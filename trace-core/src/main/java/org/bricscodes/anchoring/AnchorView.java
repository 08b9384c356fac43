package org.bricscodes.anchoring;

import java.time.Instant;
import java.util.Optional;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.TxId;

/**
 * One anchor as it may be shown to anyone.
 *
 * @param size of our log at the anchored checkpoint
 * @param txId absent when it failed before it had one
 * @param since when it came to this state, by our own clock
 * @param fault why it failed, or why the last try did not succeed
 * @param reason the fault in a sentence, empty without one
 */
public record AnchorView(
    LedgerId ledger,
    long size,
    AnchorState state,
    Optional<TxId> txId,
    Instant since,
    Optional<Fault> fault,
    String reason) {}
