package org.bricscodes.moving;

/**
 * One batch of an engine's writes: all of it or nothing was ever there.
 *
 * @param first its first change's number in its history; numbers have no gaps
 * @param last its last change's
 * @param millis when it was written, since 1970; 0: nobody noted it
 * @param batch the engine's own bytes
 * @param legend what the engine needs to read them; the same for many
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ArchivedChange(long first, long last, long millis, byte[] batch, byte[] legend) {

  public ArchivedChange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("changes are numbered from 1");
    }
  }
}
