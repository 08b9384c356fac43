package org.bricscodes.ledger.fabric;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerReceipt;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.TxId;

/** What a receipt says, of an anchor or of a single event. */
record Claim(
    LedgerId ledger,
    String adapter,
    TxId txId,
    Position position,
    Optional<Instant> time,
    Content content,
    ByteString evidence) {

  static Claim of(LedgerReceipt receipt) {
    return new Claim(
        receipt.ledger(),
        receipt.adapter(),
        receipt.txId(),
        receipt.position(),
        receipt.time(),
        receipt.content(),
        ByteString.copyFrom(receipt.evidence()));
  }

  /** What a record says otherwise than this, if {@code writer} is whose it should be. */
  Optional<String> fault(StoredRecord stored, String writer) {
    if (!stored.writer().equals(writer)) {
      return Optional.of("another writer than the pinned one wrote it");
    }
    if (!stored.content().equals(content)) {
      return Optional.of("something else stands there");
    }
    if (!stored.txId().equals(txId)) {
      return Optional.of("the record was written by another transaction");
    }
    return time.equals(Optional.of(stored.time()))
        ? Optional.empty()
        : Optional.of("the record was written at another time");
  }
}
