package org.bricscodes.ledger;

import java.util.Arrays;

/**
 * What one transaction carries to a ledger. Everything takes the same way (prepare, persist,
 * submit, inspect), and everything is digests and opaque handles: never a product, a place or a
 * party. Immutable; equal when the bytes are equal.
 */
public sealed interface Content permits Anchor, EventRecord, PledgeChange, Filler {

  /**
   * The canonical form, as it is persisted and as a ledger that keeps bytes keeps it; a fresh copy
   * each time.
   */
  byte[] bytes();

  /**
   * The inverse of {@link #bytes()}. Which kind it is follows from the first line.
   *
   * @throws IllegalArgumentException if {@code bytes} is the canonical form of nothing
   * @throws org.bricscodes.tlog.TlogException if it would be an anchor and is none
   */
  static Content parse(byte[] bytes) {
    Content content =
        switch (ContentLines.kind(bytes)) {
          case EVENT -> EventRecord.parse(bytes);
          case PLEDGE -> PledgeChange.parse(bytes);
          case FILLER -> new Filler();
          case OTHER -> Anchor.of(bytes);
        };
    if (!Arrays.equals(content.bytes(), bytes)) {
      throw new IllegalArgumentException("the content is not in canonical form");
    }
    return content;
  }
}
