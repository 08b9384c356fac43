package org.bricscodes.codes;

/**
 * Serials of one batch by their place, in any order and as often as wanted; the same ones every
 * time. Not thread-safe: each thread takes one of its own.
 */
public final class SerialReader {

  private final SerialWriter writer;
  private final Batch batch;

  SerialReader(SerialWriter writer, Batch batch) {
    this.writer = writer;
    this.batch = batch;
  }

  /**
   * Writes successive serials as {@link Serial#LENGTH} ASCII characters each, the first at {@code
   * at} and each {@code stride} bytes after the one before. Runs of some hundred cost the least.
   *
   * @param place of the first, from 0
   * @param count all of them in the batch
   */
  public void read(long place, int count, byte[] into, int at, int stride) {
    if (place < 0 || count < 0 || place + count > batch.count()) {
      throw new IllegalArgumentException("the places are not all in this batch");
    }
    for (int done = 0; done < count; done += SerialCipher.LANES) {
      writer.write(
          batch.firstCounter() + place + done,
          Math.min(SerialCipher.LANES, count - done),
          into,
          at + done * stride,
          stride);
    }
  }
}
