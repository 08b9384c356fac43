package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;

/** The place that an event of a further node has in the service's own sequence. */
final class AdoptedRow {

  private static final int BYTES = 2 * Long.BYTES;

  private AdoptedRow() {}

  /**
   * @param sequence where its own writer put it
   */
  static Write write(long sequence, Place place) {
    byte[] row =
        ByteBuffer.allocate(BYTES)
            .putLong(place.sequence())
            .putLong(place.recordTime().toEpochMilli())
            .array();
    return new Write.Put(CaptureTables.adopted(sequence), row);
  }

  static Place decode(byte[] row) {
    if (row.length != BYTES) {
      throw new StoreException.Corrupt("the place of an adopted event is of an unknown length");
    }
    ByteBuffer in = ByteBuffer.wrap(row);
    return new Place(in.getLong(), Instant.ofEpochMilli(in.getLong()));
  }
}
