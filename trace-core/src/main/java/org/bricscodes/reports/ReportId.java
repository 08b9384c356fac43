package org.bricscodes.reports;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Names a report to its owner. Says nothing of the reporter, and does not lead to her {@link
 * Reference}.
 *
 * @param text 32 hexadecimal digits, in small letters
 */
public record ReportId(String text) {

  static final int BYTES = 16;

  public ReportId {
    if (!isOne(text)) {
      throw new IllegalArgumentException("the id of a report is 32 hexadecimal digits");
    }
  }

  static ReportId of(byte[] bytes) {
    return new ReportId(HexFormat.of().formatHex(bytes));
  }

  /** Reads one; empty if it is none. */
  public static Optional<ReportId> parse(String text) {
    return isOne(text) ? Optional.of(new ReportId(text)) : Optional.empty();
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean isOne(String text) {
    return text.length() == 2 * BYTES
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
