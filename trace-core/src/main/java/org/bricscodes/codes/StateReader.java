package org.bricscodes.codes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.jspecify.annotations.Nullable;

/** Spans in order of their places, read a page at a time. Not thread-safe. */
sealed interface StateReader {

  /** Rows of a page. */
  int PAGE = 4096;

  /** The next span; null when there are no more. */
  @Nullable Span next();

  /** What reports said of one status. */
  static StateReader reported(BatchJournal journal, CodeState.Status status, long from) {
    return new Reported(journal, status, from);
  }

  /** What was set of single items of a batch. */
  static StateReader items(Rows rows, Batch batch, long from) {
    return new Items(rows, batch, from);
  }

  /** One range of the batch's partition, begun at the span that may reach into it. */
  final class Reported implements StateReader {

    private final BatchJournal journal;
    private final byte[] end;
    private final Deque<Page.Row> page = new ArrayDeque<>();
    private byte[] from;
    private byte @Nullable [] after;
    private boolean exhausted;

    Reported(BatchJournal journal, CodeState.Status status, long from) {
      this.journal = journal;
      this.end = StateKeys.span(status, Long.MAX_VALUE);
      Page.Row reaching =
          journal.rows().last(StateKeys.span(status, 0), StateKeys.span(status, from + 1));
      this.from = reaching == null ? StateKeys.span(status, from) : reaching.sort();
    }

    @Override
    public @Nullable Span next() {
      while (page.isEmpty() && !exhausted) {
        Page read = journal.rows().scan(from, end, after, PAGE);
        page.addAll(read.rows());
        after = read.next();
        exhausted = after == null;
      }
      Page.Row row = page.poll();
      return row == null ? null : Span.decode(StateKeys.placeOfSpan(row.sort()), row.value());
    }
  }

  /** The slices of the batch that were ever written to, one scan each. */
  final class Items implements StateReader {

    private final Rows rows;
    private final Batch batch;
    private final long from;
    private final long end;
    private final Slices.Reader slices;
    private final Deque<Span> page = new ArrayDeque<>();

    Items(Rows rows, Batch batch, long from) {
      this.rows = rows;
      this.batch = batch;
      this.from = batch.firstCounter() + from;
      this.end = batch.firstCounter() + batch.count();
      this.slices = new Slices.Reader(rows, batch, this.from, end);
    }

    @Override
    public @Nullable Span next() {
      while (page.isEmpty()) {
        Long slice = slices.next();
        if (slice == null) {
          return null;
        }
        read(slice * StateKeys.SLICE);
      }
      return page.poll();
    }

    /** What of the batch lies in the slice that begins with {@code first}. */
    private void read(long first) {
      CodeSubject.Item item = new CodeSubject.Item(batch.gtin(), batch.epoch(), first);
      Scan scan =
          Scan.of(Rows.STATES, StateKeys.partition(item), PAGE)
              .between(
                  StateKeys.current((int) (Math.max(from, first) - first)),
                  StateKeys.current((int) (Math.min(first + StateKeys.SLICE, end) - first)));
      byte[] after = null;
      do {
        Page read = rows.scan(scan.after(after));
        add(read.rows(), first - batch.firstCounter());
        after = read.next();
      } while (after != null);
    }

    private void add(List<Page.Row> read, long base) {
      for (Page.Row row : read) {
        long place = base + StateKeys.placeOfCurrent(row.sort());
        page.add(new Span(place, place + 1, CodeStateRow.state(row.value()), null));
      }
    }
  }
}
