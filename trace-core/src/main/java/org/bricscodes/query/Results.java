package org.bricscodes.query;

import java.util.Iterator;
import java.util.List;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.Candidates.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * The candidates that really are results: in the snapshot, visible, and meeting every condition.
 */
final class Results {

  private final Candidates candidates;
  private final Conditions conditions;
  private final EpcisJson reader;
  private final Visibility visibility;
  private final long snapshot;
  private Iterator<Candidate> fetched = List.<Candidate>of().iterator();

  Results(
      Candidates candidates,
      Conditions conditions,
      EpcisJson reader,
      Visibility visibility,
      long snapshot) {
    this.candidates = candidates;
    this.conditions = conditions;
    this.reader = reader;
    this.visibility = visibility;
    this.snapshot = snapshot;
  }

  /** Finds up to {@code wanted} results; true if there is one more. */
  boolean collect(List<Candidate> found, int wanted) {
    while (true) {
      Candidate result = next(wanted - found.size() + 1);
      if (result == null || found.size() == wanted) {
        return result != null;
      }
      found.add(result);
    }
  }

  /**
   * The next result; null at the end, or when work ran out.
   *
   * @param wanted how many more the caller wants, this one included
   */
  private @Nullable Candidate next(int wanted) {
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
    if (recorded.sequence() >= snapshot || !visibility.sees(recorded)) {
      return false;
    }
    EpcisEvent event = reader.parseEvent(recorded.event(), recorded.context());
    return conditions.hold(event, recorded.eventID(), recorded.recordTime());
  }
}
