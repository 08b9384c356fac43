package org.bricscodes.qr;

import com.google.zxing.qrcode.encoder.QRCode;
import org.jspecify.annotations.Nullable;

/**
 * What all presses of one batch share; immutable.
 *
 * @param whole every symbol has one segment, so that digits do not decide its version
 * @param masks where lines fit into longs
 * @param tables where serials are sums of table rows; never without masks
 * @param safeRun the longest run of digits that leaves the segments as the tables have them
 * @param digitsBefore how many digits the link before the serial ends in
 */
record Plate(
    String before,
    int serialLength,
    ErrorCorrection level,
    int version,
    boolean whole,
    @Nullable Masks masks,
    @Nullable SerialTables tables,
    int safeRun,
    int digitsBefore) {

  /** Character counts of the segments are as {@link Segments} has them up to this version. */
  private static final int MAX_VERSION_IN_TABLES = 9;

  private static final int MAX_VERSION_IN_LONGS = 11;

  /** A probe puts two digits where it asks, and letters elsewhere. */
  private static final int DIGITS_OF_PROBE = 2;

  /** With tables if a serial's bits stay where they are, whatever its characters. */
  static Plate of(String before, int serialLength, ErrorCorrection level) {
    String letters = before + "A".repeat(serialLength);
    int version = version(Zxing.encode(letters, level));
    int digits = digitsAtEnd(before);
    int start = Segments.start(before, serialLength, 0);
    if (version > MAX_VERSION_IN_TABLES || start < 0 || serialLength + digits > Long.SIZE - 1) {
      return withoutTables(before, serialLength, level);
    }
    int safeRun = 0;
    while (safeRun < serialLength + digits
        && Segments.start(before, serialLength, safeRun + 1) == start) {
      safeRun++;
    }
    if (safeRun < digits + DIGITS_OF_PROBE) {
      return withoutTables(before, serialLength, level);
    }
    Masks masks = new Masks(letters, level);
    SerialTables tables =
        new SerialTables(before, serialLength, level, (before.length() - start) & 1);
    return new Plate(before, serialLength, level, version, false, masks, tables, safeRun, digits);
  }

  /** ZXing makes the modules of every symbol. */
  static Plate withoutTables(String before, int serialLength, ErrorCorrection level) {
    String letters = before + "A".repeat(serialLength);
    int most = version(Zxing.encode(letters, level));
    int least = version(Zxing.encode(before + "1".repeat(serialLength), level));
    int inOneSegment = version(Zxing.encodeWhole(letters, level));
    boolean whole = most != least && inOneSegment > most;
    int version = whole ? inOneSegment : most;
    Masks masks = whole || version > MAX_VERSION_IN_LONGS ? null : new Masks(letters, level);
    return new Plate(before, serialLength, level, version, whole, masks, null, 0, 0);
  }

  static int version(QRCode code) {
    return code.getVersion().getVersionNumber();
  }

  private static int digitsAtEnd(String before) {
    int start = before.length();
    while (start > 0 && Character.isDigit(before.charAt(start - 1))) {
      start--;
    }
    return before.length() - start;
  }
}
