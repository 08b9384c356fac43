package org.bricscodes.ledger.directory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.PledgeChange;

/**
 * One entry of the second log: a content as it is, or, where time decides, a line that names the
 * kind, a line with the epoch second, and the content.
 *
 * <pre>
 * bricscodes.org/dated@v1
 * &lt;epoch second&gt;
 * &lt;bytes of the pledge change&gt;
 * </pre>
 *
 * @param at the ledger's time of the entry; there exactly for a pledge change
 */
record Entry(Content content, Optional<Instant> at) {

  private static final String DATED = "bricscodes.org/dated@v1\n";

  Entry {
    if (at.isPresent() != (content instanceof PledgeChange)) {
      throw new IllegalArgumentException("pledge changes are dated, and nothing else is");
    }
  }

  static Entry undated(Content content) {
    return new Entry(content, Optional.empty());
  }

  /**
   * The inverse of {@link #bytes()}.
   *
   * @throws IllegalArgumentException or
   * @throws org.bricscodes.tlog.TlogException if {@code bytes} is no entry
   */
  static Entry parse(byte[] bytes) {
    byte[] head = DATED.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length < head.length || !Arrays.equals(head, 0, head.length, bytes, 0, head.length)) {
      return undated(Content.parse(bytes));
    }
    int end = head.length;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    String second = new String(bytes, head.length, end - head.length, StandardCharsets.US_ASCII);
    if (!second.matches("[1-9][0-9]{0,11}") || end == bytes.length) {
      throw new IllegalArgumentException("a dated entry has an epoch second in its second line");
    }
    return new Entry(
        Content.parse(Arrays.copyOfRange(bytes, end + 1, bytes.length)),
        Optional.of(Instant.ofEpochSecond(Long.parseLong(second))));
  }

  byte[] bytes() {
    byte[] carried = content.bytes();
    if (at.isEmpty()) {
      return carried;
    }
    byte[] head = (DATED + at.get().getEpochSecond() + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Arrays.copyOf(head, head.length + carried.length);
    System.arraycopy(carried, 0, bytes, head.length, carried.length);
    return bytes;
  }
}
