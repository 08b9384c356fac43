package org.bricscodes.query;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Objects;
import java.util.PriorityQueue;
import org.bricscodes.store.Posting;
import org.bricscodes.store.PostingReader;
import org.jspecify.annotations.Nullable;

/** The postings of several readers in one order, each once: a union. */
final class AnyOf implements PostingReader {

  /** Those that have not ended, the one whose posting comes first at the head. */
  private final PriorityQueue<PostingReader> readers;

  private final Comparator<Posting> order;

  AnyOf(Collection<? extends PostingReader> readers, Comparator<Posting> order) {
    this.order = order;
    this.readers =
        new PriorityQueue<>(
            Math.max(1, readers.size()), (a, b) -> order.compare(position(a), position(b)));
    for (PostingReader reader : readers) {
      keep(reader);
    }
  }

  @Override
  public @Nullable Posting current() {
    PostingReader first = readers.peek();
    return first == null ? null : first.current();
  }

  @Override
  public @Nullable Posting next() {
    Posting here = current();
    if (here == null) {
      return null;
    }
    // Every reader that stands here steps on, so that a posting of two terms appears once.
    for (PostingReader first = readers.peek();
        first != null && here.equals(first.current());
        first = readers.peek()) {
      readers.remove();
      first.next();
      keep(first);
    }
    return current();
  }

  @Override
  public @Nullable Posting seek(Posting target) {
    Deque<PostingReader> behind = new ArrayDeque<>();
    for (PostingReader first = readers.peek();
        first != null && order.compare(position(first), target) < 0;
        first = readers.peek()) {
      behind.add(readers.remove());
    }
    for (PostingReader reader : behind) {
      reader.seek(target);
      keep(reader);
    }
    return current();
  }

  private void keep(PostingReader reader) {
    if (reader.current() != null) {
      readers.add(reader);
    }
  }

  /** Only ever asked of readers that have not ended. */
  private static Posting position(PostingReader reader) {
    return Objects.requireNonNull(reader.current());
  }
}
