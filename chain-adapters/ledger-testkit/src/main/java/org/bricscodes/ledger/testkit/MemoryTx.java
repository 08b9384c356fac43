package org.bricscodes.ledger.testkit;

import java.nio.ByteBuffer;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.TxId;
import org.bricscodes.tlog.Digest;

/**
 * A transaction of the ledger in memory.
 *
 * @param id the SHA-256 of its bytes
 * @param slot the account's counter it uses up; only one transaction of a slot can be executed
 * @param fee a higher one replaces a lower one in the pool
 * @param expiry the last height at which it can be executed
 * @param salt tells two transactions of one anchor apart
 */
record MemoryTx(TxId id, long slot, long fee, long expiry, long salt, Anchor anchor) {

  private static final int FIXED = 4 * Long.BYTES;

  static MemoryTx of(long slot, long fee, long expiry, long salt, Anchor anchor) {
    byte[] bytes = bytes(slot, fee, expiry, salt, anchor);
    return new MemoryTx(new TxId(Digest.sha256(bytes).toString()), slot, fee, expiry, salt, anchor);
  }

  static MemoryTx parse(Prepared prepared) {
    ByteBuffer in = ByteBuffer.wrap(prepared.bytes());
    long slot = in.getLong();
    long fee = in.getLong();
    long expiry = in.getLong();
    long salt = in.getLong();
    byte[] note = new byte[in.remaining()];
    in.get(note);
    return of(slot, fee, expiry, salt, Anchor.of(note));
  }

  Prepared prepared(LedgerId ledger) {
    return new Prepared(ledger, id, anchor, bytes(slot, fee, expiry, salt, anchor));
  }

  private static byte[] bytes(long slot, long fee, long expiry, long salt, Anchor anchor) {
    byte[] note = anchor.bytes();
    return ByteBuffer.allocate(FIXED + note.length)
        .putLong(slot)
        .putLong(fee)
        .putLong(expiry)
        .putLong(salt)
        .put(note)
        .array();
  }
}
