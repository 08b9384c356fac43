package org.bricscodes.tlog;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of a policy or list file (c2sp.org/tlog-policy, c2sp.org/tlog-list): octets, lines
 * ended by a newline, items between spaces and tabs; empty lines and those that begin with {@code
 * #} say nothing.
 */
final class ListedLines {

  static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_FAULTS = 100;
  private static final Pattern GAPS = Pattern.compile("[ \t]+");

  private final List<Line> lines = new ArrayList<>();
  private final List<LinesException.Fault> faults = new ArrayList<>();

  /**
   * A line that says something.
   *
   * @param number from 1
   * @param items at least one
   */
  record Line(int number, List<String> items) {

    String word() {
      return items.getFirst();
    }

    /** Everything behind the first item, with one space for every gap. */
    String rest() {
      return String.join(" ", items.subList(1, items.size()));
    }
  }

  ListedLines(byte[] file) {
    if (file.length > MAX_BYTES) {
      fault(0, "the file has more than " + MAX_BYTES + " bytes");
      return;
    }
    int number = 1;
    int start = 0;
    for (int at = 0; at < file.length; at++) {
      if (file[at] == '\n') {
        add(number, file, start, at);
        number++;
        start = at + 1;
      }
    }
    if (start < file.length) {
      fault(number, "must end in a newline: the file may have been cut off here");
    }
  }

  private void add(int number, byte[] file, int start, int end) {
    StringBuilder octets = new StringBuilder();
    for (int at = start; at < end; at++) {
      int octet = file[at] & 0xff;
      if (octet == 0x7f || (octet < 0x20 && octet != '\t')) {
        String hex = HexFormat.of().toHexDigits((byte) octet);
        fault(number, "holds the octet " + hex + "; of control characters only tab may stand here");
        return;
      }
      octets.append((char) octet);
    }
    List<String> items =
        GAPS.splitAsStream(octets).filter(item -> !item.isEmpty()).map(ListedLines::text).toList();
    if (!items.isEmpty() && !items.getFirst().startsWith("#")) {
      lines.add(new Line(number, items));
    }
  }

  /** Octets that are UTF-8 as text, others as they are, so that different ones stay different. */
  private static String text(String octets) {
    byte[] bytes = new byte[octets.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) octets.charAt(i);
    }
    try {
      return StrictText.utf8(bytes);
    } catch (IllegalArgumentException e) {
      return "\\x" + HexFormat.ofDelimiter("\\x").formatHex(bytes);
    }
  }

  List<Line> lines() {
    return lines;
  }

  void fault(int line, String message) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(new LinesException.Fault(line, message));
    }
  }

  /**
   * @throws LinesException if there was any fault
   */
  void check() {
    if (!faults.isEmpty()) {
      throw new LinesException(faults);
    }
  }
}
