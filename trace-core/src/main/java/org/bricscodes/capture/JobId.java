package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A job's identifier: 48 bits of milliseconds, then 80 random bits, so that ids sort by time and
 * cannot be guessed. In text 26 characters of Crockford base-32, lower case.
 */
record JobId(long high, long low) {

  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int TEXT = 26;
  private static final long DAYS_PER_MONTH = 32;
  private static final long MILLIS_PER_DAY = 86_400_000;

  static JobId next(Instant now, RandomGenerator random) {
    long time = now.toEpochMilli() & ((1L << 48) - 1);
    return new JobId(time << 16 | (random.nextLong() & 0xFFFF), random.nextLong());
  }

  /** Empty when the text is not one we could have printed. */
  static Optional<JobId> parse(String text) {
    if (text.length() != TEXT || text.charAt(0) > '7') {
      return Optional.empty();
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < TEXT; i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      high = high << 5 | low >>> 59;
      low = low << 5 | digit;
    }
    return Optional.of(new JobId(high, low));
  }

  static JobId of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new JobId(in.getLong(), in.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  /** The 32-day month it belongs to; see {@link CaptureTables}. */
  int month() {
    return month(Instant.ofEpochMilli(high >>> 16));
  }

  static int month(Instant time) {
    return (int) (time.toEpochMilli() / MILLIS_PER_DAY / DAYS_PER_MONTH);
  }

  @Override
  public String toString() {
    char[] text = new char[TEXT];
    long h = high;
    long l = low;
    for (int i = TEXT - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (l & 31));
      l = l >>> 5 | h << 59;
      h >>>= 5;
    }
    return new String(text);
  }
}
