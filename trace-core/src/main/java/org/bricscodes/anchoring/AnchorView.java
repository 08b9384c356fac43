package org.bricscodes.anchoring;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.TxId;

/**
 * One anchor as it may be shown to anyone, but for the reason.
 *
 * @param size of our log at the anchored checkpoint
 * @param txId absent when it failed before it had one
 * @param since when it came to this state, by our own clock
 * @param fault why it failed, or why the last try did not succeed
 * @param reason the fault in a sentence, empty without one; for operators alone, since it may name
 *     nodes and balances
 * @param terms what the transaction asks of the ledger, such as nonce and highest fee, by name;
 *     empty once it is final
 * @param includedAt where it was last seen included, while it is and is not final
 * @param takenBackAt when a reorganisation last took it back, while it is not final
 */
public record AnchorView(
    LedgerId ledger,
    long size,
    AnchorState state,
    Optional<TxId> txId,
    Instant since,
    Optional<Fault> fault,
    String reason,
    SortedMap<String, String> terms,
    Optional<Position> includedAt,
    Optional<Instant> takenBackAt) {

  public AnchorView {
    terms = Collections.unmodifiableSortedMap(new TreeMap<>(terms));
  }
}
