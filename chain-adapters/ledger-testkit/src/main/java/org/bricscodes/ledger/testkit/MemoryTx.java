package org.bricscodes.ledger.testkit;

import java.nio.ByteBuffer;
import java.util.Map;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.TxId;
import org.bricscodes.tlog.Digest;

/**
 * A transaction of the ledger in memory.
 *
 * @param id the SHA-256 of its bytes
 * @param terms what it asks of the ledger besides its content
 */
record MemoryTx(TxId id, Terms terms, Content content) {

  /**
   * @param signer the number of the account that wrote it
   * @param slot the account's counter it uses up; only one transaction of a slot can be executed
   * @param fee a higher one replaces a lower one in the pool
   * @param expiry the last height at which it can be executed
   * @param salt tells two transactions of one content apart
   */
  record Terms(long signer, long slot, long fee, long expiry, long salt) {}

  private static final int FIXED = 5 * Long.BYTES;

  static MemoryTx of(Terms terms, Content content) {
    return new MemoryTx(new TxId(Digest.sha256(bytes(terms, content)).toString()), terms, content);
  }

  static MemoryTx parse(Prepared prepared) {
    ByteBuffer in = ByteBuffer.wrap(prepared.bytes());
    Terms terms = new Terms(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    byte[] content = new byte[in.remaining()];
    in.get(content);
    return of(terms, Content.parse(content));
  }

  long signer() {
    return terms.signer();
  }

  long slot() {
    return terms.slot();
  }

  long fee() {
    return terms.fee();
  }

  long expiry() {
    return terms.expiry();
  }

  /** Whether both want the same place of the same account. */
  boolean rivals(MemoryTx other) {
    return signer() == other.signer() && slot() == other.slot();
  }

  Prepared prepared(LedgerId ledger) {
    return new Prepared(
        ledger,
        id,
        content,
        bytes(terms, content),
        Map.of("slot", String.valueOf(slot()), "fee", String.valueOf(fee())));
  }

  private static byte[] bytes(Terms terms, Content content) {
    byte[] carried = content.bytes();
    return ByteBuffer.allocate(FIXED + carried.length)
        .putLong(terms.signer())
        .putLong(terms.slot())
        .putLong(terms.fee())
        .putLong(terms.expiry())
        .putLong(terms.salt())
        .put(carried)
        .array();
  }
}
