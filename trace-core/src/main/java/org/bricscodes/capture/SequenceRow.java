package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Page;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.bricscodes.tlog.Commitment;

/**
 * One place in a writer's sequence: which record stands there, and its log entry.
 *
 * @param sequence the index in that sequence
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SequenceRow(long sequence, byte[] recordId, byte[] commitment) {

  private static final int RECORD_ID = 16;

  /**
   * @param sequence the place as {@link Sequences} spells it
   */
  static Write write(long sequence, byte[] recordId, byte[] commitment) {
    return new Write.Put(
        CaptureTables.sequence(sequence), OrderedBytes.concat(recordId, commitment));
  }

  static SequenceRow of(Page.Row row) {
    byte[] value = row.value();
    if (row.sort().length != Long.BYTES || value.length != RECORD_ID + Commitment.BYTES) {
      throw new StoreException.Corrupt("sequence row of an unknown length");
    }
    return new SequenceRow(
        ByteBuffer.wrap(row.sort()).getLong(),
        Arrays.copyOf(value, RECORD_ID),
        Arrays.copyOfRange(value, RECORD_ID, value.length));
  }
}
