package org.bricscodes.store;

import java.util.Arrays;

/**
 * One record under a term. Ordered by time, then by the unsigned bytes of the id; as a cursor it
 * names a position whether or not a record is there.
 *
 * @param timeMicros microseconds since 1970-01-01T00:00:00Z
 * @param idHigh the first 8 bytes of the record's id, big-endian
 * @param idLow the last 8
 */
public record Posting(long timeMicros, long idHigh, long idLow) implements Comparable<Posting> {

  /** Bytes of an id. */
  public static final int ID_BYTES = 16;

  /**
   * A posting of a record.
   *
   * @throws IllegalArgumentException if the id is not 16 bytes
   */
  public static Posting of(long timeMicros, byte[] id) {
    if (id.length != ID_BYTES) {
      throw new IllegalArgumentException("a record id is 16 bytes, not " + id.length);
    }
    return new Posting(timeMicros, OrderedBytes.toUnsigned(id, 0), OrderedBytes.toUnsigned(id, 8));
  }

  /** The 16 bytes of the record's id. */
  public byte[] id() {
    byte[] id = new byte[ID_BYTES];
    OrderedBytes.putUnsigned(id, 0, idHigh);
    OrderedBytes.putUnsigned(id, 8, idLow);
    return id;
  }

  @Override
  public int compareTo(Posting other) {
    int byTime = Long.compare(timeMicros, other.timeMicros);
    if (byTime != 0) {
      return byTime;
    }
    int byHigh = Long.compareUnsigned(idHigh, other.idHigh);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(idLow, other.idLow);
  }

  /**
   * Sort key: what stands in front, then time and id, every bit of their order inverted, so that
   * the newest come first.
   */
  byte[] sort(byte[] lead) {
    int at = lead.length;
    byte[] sort = Arrays.copyOf(lead, at + 8 + ID_BYTES);
    OrderedBytes.putLongDescending(sort, at, timeMicros);
    OrderedBytes.putUnsigned(sort, at + 8, ~idHigh);
    OrderedBytes.putUnsigned(sort, at + 16, ~idLow);
    return sort;
  }

  /**
   * Reads a sort key.
   *
   * @param at bytes that stand in front
   */
  static Posting ofSort(byte[] sort, int at) {
    return new Posting(
        OrderedBytes.toLongDescending(sort, at),
        ~OrderedBytes.toUnsigned(sort, at + 8),
        ~OrderedBytes.toUnsigned(sort, at + 16));
  }
}
