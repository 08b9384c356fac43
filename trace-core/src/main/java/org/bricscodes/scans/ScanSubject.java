package org.bricscodes.scans;

import java.nio.charset.StandardCharsets;
import org.bricscodes.gs1.Gtin;

/**
 * What was looked up: a product and the serial read beside it, ours or not.
 *
 * @param serial as scanned, 1 to {@value #MAX_SERIAL} characters of ASCII, none a control
 */
public record ScanSubject(Gtin gtin, String serial) {

  /** AI (21) has no more. */
  public static final int MAX_SERIAL = 20;

  public ScanSubject {
    if (serial.isEmpty()
        || serial.length() > MAX_SERIAL
        || !serial.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException("a serial has 1 to 20 characters of ASCII");
    }
  }

  /** Its partition: 14 digits, then the serial. */
  byte[] key() {
    return (gtin.digits() + serial).getBytes(StandardCharsets.US_ASCII);
  }

  /** The inverse of {@link #key}. */
  static ScanSubject ofKey(byte[] key, int offset) {
    String text = new String(key, offset, key.length - offset, StandardCharsets.US_ASCII);
    return new ScanSubject(new Gtin(text.substring(0, 14)), text.substring(14));
  }

  @Override
  public String toString() {
    return "/01/" + gtin + "/21/" + serial;
  }
}
