package org.bricscodes.ledger;

import org.bricscodes.tlog.Digest;

/**
 * One entry of a log, carried to a ledger by itself, where a regulator wants each event on the
 * ledger and not only the checkpoints that cover it. The leaf hash is that of a salted commitment:
 * who has the event and its salt can recompute it, nobody else can guess it. Checkpoints anchored
 * on the same ledger bind index and leaf together, so two records that contradict each other show
 * which one is false.
 *
 * <pre>
 * bricscodes.org/event-record@v1
 * &lt;origin of the log&gt;
 * &lt;index of the entry&gt;
 * &lt;base64 of its leaf hash&gt;
 * </pre>
 *
 * @param origin of the log, 1 to 255 characters, no control characters
 * @param index of the entry, from 0
 * @param leaf RFC 9162 leaf hash of the entry
 */
public record EventRecord(String origin, long index, Digest leaf) implements Content {

  private static final int MAX_ORIGIN = 255;

  public EventRecord {
    if (origin.isEmpty()
        || origin.length() > MAX_ORIGIN
        || origin.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("an origin is 1 to 255 characters, none of them controls");
    }
    if (index < 0) {
      throw new IllegalArgumentException("an index is not negative");
    }
  }

  static EventRecord parse(byte[] bytes) {
    ContentLines lines = ContentLines.of(ContentLines.Kind.EVENT, bytes, 3);
    return new EventRecord(lines.item(1), lines.number(2), Digest.parseBase64(lines.item(3)));
  }

  @Override
  public byte[] bytes() {
    return ContentLines.bytes(ContentLines.Kind.EVENT, origin, index, leaf.base64());
  }

  @Override
  public String toString() {
    return "EventRecord[" + origin + " " + index + "]";
  }
}
