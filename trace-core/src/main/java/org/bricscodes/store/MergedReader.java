package org.bricscodes.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several readers of the same direction as one, each posting once. For few readers. */
final class MergedReader implements PostingReader {

  private final List<PostingReader> readers;
  private final PostingRange range;
  private @Nullable Posting current;

  MergedReader(List<PostingReader> readers, PostingRange range) {
    this.readers = readers;
    this.range = range;
    current = foremost();
  }

  @Override
  public @Nullable Posting current() {
    return current;
  }

  @Override
  public @Nullable Posting next() {
    if (current != null) {
      for (PostingReader reader : readers) {
        if (current.equals(reader.current())) {
          reader.next();
        }
      }
      current = foremost();
    }
    return current;
  }

  @Override
  public @Nullable Posting seek(Posting target) {
    for (PostingReader reader : readers) {
      reader.seek(target);
    }
    current = foremost();
    return current;
  }

  private @Nullable Posting foremost() {
    Posting first = null;
    for (PostingReader reader : readers) {
      Posting candidate = reader.current();
      if (candidate != null && (first == null || range.compare(candidate, first) < 0)) {
        first = candidate;
      }
    }
    return first;
  }
}
