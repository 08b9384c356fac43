package org.bricscodes.query;

import java.nio.ByteBuffer;
import org.bricscodes.store.Posting;

/**
 * Everything the next page needs to know, so that the service need not remember.
 *
 * @param snapshot events recorded later are not part of the result
 * @param returned how many events earlier pages held
 */
record Cursor(long snapshot, int returned, Position position) {

  private static final int BYTES = 8 + 4 + 1 + 8 + 16;

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .putLong(snapshot)
        .putInt(returned)
        .put((byte) (position.done() ? 1 : 0))
        .putLong(position.at().timeMicros())
        .putLong(position.at().idHigh())
        .putLong(position.at().idLow())
        .array();
  }

  /** Only ever given what {@link #encode} made: tokens are sealed. */
  static Cursor decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long snapshot = in.getLong();
    int returned = in.getInt();
    boolean done = in.get() == 1;
    Posting at = new Posting(in.getLong(), in.getLong(), in.getLong());
    return new Cursor(snapshot, returned, new Position(at, done));
  }
}
