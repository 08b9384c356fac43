package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.bricscodes.store.StoreException;

/**
 * Who holds an eventID, and by saying what: {@code 02} ‖ {@code EventSense} (32) ‖ sequence (8) ‖
 * recordTime in milliseconds (8).
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Claim(byte[] sense, Place place) {

  private static final byte VERSION = 2;
  private static final int BYTES = 1 + 32 + 8 + 8;

  boolean saysTheSame(byte[] other) {
    return Arrays.equals(sense, other);
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .put(VERSION)
        .put(sense)
        .putLong(place.sequence())
        .putLong(place.recordTime().toEpochMilli())
        .array();
  }

  static Claim decode(byte[] row) {
    if (row.length != BYTES || row[0] != VERSION) {
      throw new StoreException.Corrupt("event claim of an unknown version or length");
    }
    ByteBuffer in = ByteBuffer.wrap(row, 1, BYTES - 1);
    byte[] sense = new byte[32];
    in.get(sense);
    return new Claim(sense, new Place(in.getLong(), Instant.ofEpochMilli(in.getLong())));
  }
}
