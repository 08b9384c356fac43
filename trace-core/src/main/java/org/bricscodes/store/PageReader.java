package org.bricscodes.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks postings that were read before: those of a range that rows of a partition hold whole. */
final class PageReader implements PostingReader {

  private final PostingRange range;
  private final List<Posting> postings;
  private int index;

  /**
   * @param partition its first rows, in the order of their sort keys
   */
  PageReader(List<Page.Row> partition, PostingRange range) {
    this.range = range;
    List<Posting> within = new ArrayList<>();
    for (Page.Row row : partition) {
      if (range.contains(row.sort())) {
        within.add(range.posting(row.sort()));
      }
    }
    this.postings =
        switch (range.scanOrder()) {
          case ASCENDING -> within;
          case DESCENDING -> within.reversed();
        };
  }

  @Override
  public @Nullable Posting current() {
    return index < postings.size() ? postings.get(index) : null;
  }

  @Override
  public @Nullable Posting next() {
    index = Math.min(index + 1, postings.size());
    return current();
  }

  @Override
  public @Nullable Posting seek(Posting target) {
    while (index < postings.size() && range.compare(postings.get(index), target) < 0) {
      index++;
    }
    return current();
  }
}
