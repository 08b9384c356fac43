package org.bricscodes.query;

import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.Candidates.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * The candidates that really are results: in the snapshot, visible, and meeting every condition.
 */
final class Results {

  private final Candidates candidates;
  private final EventQuery query;
  private final EpcisJson reader;
  private final Predicate<RecordedEvent> visible;
  private final long snapshot;
  private Iterator<Candidate> fetched = List.<Candidate>of().iterator();

  Results(
      Candidates candidates,
      EventQuery query,
      EpcisJson reader,
      Predicate<RecordedEvent> visible,
      long snapshot) {
    this.candidates = candidates;
    this.query = query;
    this.reader = reader;
    this.visible = visible;
    this.snapshot = snapshot;
  }

  /**
   * The next result; null at the end, or when work ran out.
   *
   * @param wanted how many more the caller wants, this one included
   */
  @Nullable Candidate next(int wanted) {
    while (true) {
      while (fetched.hasNext()) {
        Candidate candidate = fetched.next();
        if (isResult(candidate.event())) {
          return candidate;
        }
      }
      List<Candidate> more = candidates.next(wanted);
      if (more == null) {
        return null;
      }
      fetched = more.iterator();
    }
  }

  @Nullable Position stoppedAt() {
    return candidates.stoppedAt();
  }

  private boolean isResult(RecordedEvent recorded) {
    if (recorded.sequence() >= snapshot || !visible.test(recorded)) {
      return false;
    }
    EpcisEvent event = reader.parseEvent(recorded.event(), recorded.context());
    return query.matches(event, recorded.eventID(), recorded.recordTime());
  }
}
