package org.bricscodes.codes;

/** Writes serials of successive counters as ASCII. Not thread-safe. */
final class SerialWriter {

  private final SerialCipher cipher;
  private final byte epoch;
  private final long[] a = new long[SerialCipher.LANES];
  private final long[] b = new long[SerialCipher.LANES];

  SerialWriter(SerialCipher cipher, KeyEpoch epoch) {
    this.cipher = cipher;
    this.epoch = (byte) epoch.symbol();
  }

  /**
   * Writes {@code count} serials, the first at {@code at}, each {@code stride} bytes after the one
   * before.
   *
   * @param count at most {@link SerialCipher#LANES}
   */
  void write(long firstCounter, int count, byte[] out, int at, int stride) {
    cipher.encipher(firstCounter, count, a, b);
    int position = at;
    for (int i = 0; i < count; i++) {
      out[position] = epoch;
      Crockford.encode(a[i], out, position + 1, Serial.COUNTER_NUMERALS);
      int low = position + 1 + Serial.COUNTER_NUMERALS;
      Crockford.encode(b[i], out, low, Serial.LENGTH - 1 - Serial.COUNTER_NUMERALS);
      position += stride;
    }
  }
}
