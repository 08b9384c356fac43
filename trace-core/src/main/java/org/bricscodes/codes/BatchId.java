package org.bricscodes.codes;

import java.nio.charset.StandardCharsets;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;

/**
 * Names a batch by where its row lies: {@code 04600682000129-7-000YGJ0}, the GTIN, the key epoch
 * and the first counter as seven Crockford characters. It reveals how many codes came before, so it
 * is for the owner, not for pages.
 *
 * @param firstCounter 0 to 2³⁵ − 1
 */
public record BatchId(Gtin gtin, KeyEpoch epoch, long firstCounter) {

  private static final int EPOCH_AT = 15;
  private static final int COUNTER_AT = 17;
  private static final int LENGTH = COUNTER_AT + Serial.COUNTER_NUMERALS;

  private static final String EXAMPLE = "a batch id looks like 04600682000129-7-000YGJ0";

  public BatchId {
    if (firstCounter < 0 || firstCounter >= SerialCipher.COUNTERS) {
      throw new IllegalArgumentException("a counter is 0 to 2^35 - 1");
    }
  }

  /**
   * The inverse of {@link #toString}; exact.
   *
   * @throws IllegalArgumentException if the text is not a batch id
   */
  public static BatchId parse(String text) {
    if (text.length() == LENGTH
        && text.charAt(EPOCH_AT - 1) == '-'
        && text.charAt(COUNTER_AT - 1) == '-') {
      int epoch = Crockford.value(text.charAt(EPOCH_AT));
      long first = Crockford.decode(text, COUNTER_AT, LENGTH);
      if (epoch >= 0 && first >= 0) {
        return new BatchId(gtin(text.substring(0, EPOCH_AT - 1)), new KeyEpoch(epoch), first);
      }
    }
    throw new IllegalArgumentException(EXAMPLE);
  }

  @Override
  public String toString() {
    byte[] counter = new byte[Serial.COUNTER_NUMERALS];
    Crockford.encode(firstCounter, counter, 0, counter.length);
    return gtin.digits()
        + '-'
        + epoch.symbol()
        + '-'
        + new String(counter, StandardCharsets.US_ASCII);
  }

  private static Gtin gtin(String digits) {
    try {
      return Gtin.parse(digits);
    } catch (Gs1Exception e) {
      throw new IllegalArgumentException(EXAMPLE, e);
    }
  }
}
