package org.bricscodes.codes;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states of all codes of a batch in the order of issue, as runs: what reports, single settings
 * and the batch's own state say is merged while it is read, so the cost is that of what was ever
 * said, not of the codes. What is set while it is read may or may not show. Not thread-safe; blocks
 * on the store.
 */
public final class StateRuns {

  /** A source and the span of it that ends behind the current place. */
  private static final class Source {

    private final StateReader reader;
    private @Nullable Span span;

    Source(StateReader reader) {
      this.reader = reader;
      this.span = reader.next();
    }

    @Nullable Span reaching(long place) {
      Span current = span;
      while (current != null && current.to() <= place) {
        current = reader.next();
      }
      span = current;
      return current;
    }
  }

  private final Batch batch;
  private final CodeState whole;
  private final List<Source> sources = new ArrayList<>();
  private long place;

  StateRuns(Rows rows, Batch batch, long from) {
    BatchJournal journal = new BatchJournal(rows, batch.id());
    this.batch = batch;
    this.whole = CodeStateRow.state(journal.rows().get(StateKeys.current(0)));
    this.place = from;
    // Of equal states the first counts: a wasted code is wasted, whatever a list says later.
    sources.add(new Source(StateReader.reported(journal, CodeState.Status.VOID, from)));
    sources.add(new Source(StateReader.items(rows, batch, from)));
    for (Stage stage : Stage.values()) {
      sources.add(new Source(StateReader.reported(journal, stage.status(), from)));
    }
  }

  public Batch batch() {
    return batch;
  }

  /** The next run; null when every code was told. Neighbouring runs may be in equal states. */
  public @Nullable StateRun next() {
    if (place >= batch.count()) {
      return null;
    }
    long from = place;
    long to = batch.count();
    CodeState state = CodeState.ISSUED;
    Stage wastedAt = null;
    for (Source source : sources) {
      Span span = source.reaching(from);
      if (span == null) {
        continue;
      }
      if (span.from() > from) {
        to = Math.min(to, span.from());
        continue;
      }
      to = Math.min(to, span.to());
      if (isFurther(span.state(), state)) {
        state = span.state();
        wastedAt = span.wastedAt();
      }
    }
    place = to;
    return isFurther(whole, state)
        ? new StateRun(from, to - from, whole, null)
        : new StateRun(from, to - from, state, wastedAt);
  }

  private static boolean isFurther(CodeState one, CodeState other) {
    return one.status().compareTo(other.status()) > 0;
  }
}
