package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.bricscodes.store.StoreException;

/**
 * Who holds an eventID, and with what content: {@code 01} ‖ content digest (32) ‖ sequence (8) ‖
 * recordTime in milliseconds (8).
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Claim(byte[] contentDigest, Place place) {

  private static final byte VERSION = 1;
  private static final int BYTES = 1 + 32 + 8 + 8;

  boolean sameContent(byte[] digest) {
    return Arrays.equals(contentDigest, digest);
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .put(VERSION)
        .put(contentDigest)
        .putLong(place.sequence())
        .putLong(place.recordTime().toEpochMilli())
        .array();
  }

  static Claim decode(byte[] row) {
    if (row.length != BYTES || row[0] != VERSION) {
      throw new StoreException.Corrupt("event claim of an unknown version or length");
    }
    ByteBuffer in = ByteBuffer.wrap(row, 1, BYTES - 1);
    byte[] digest = new byte[32];
    in.get(digest);
    return new Claim(digest, new Place(in.getLong(), Instant.ofEpochMilli(in.getLong())));
  }
}
