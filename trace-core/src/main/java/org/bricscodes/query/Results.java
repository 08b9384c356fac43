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

  /** A result, where it stands, and what it was read as to decide that it is one. */
  record Result(Position position, EventWalk.Found found) {
    RecordedEvent recorded() {
      return found.recorded();
    }
  }

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
  boolean collect(List<Result> found, int wanted) {
    while (true) {
      Result result = next(wanted - found.size() + 1);
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
  private @Nullable Result next(int wanted) {
    while (true) {
      while (fetched.hasNext()) {
        Candidate candidate = fetched.next();
        EpcisEvent event = read(candidate.event());
        if (event != null) {
          return new Result(candidate.position(), new EventWalk.Found(candidate.event(), event));
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

  /** The event, parsed; null unless it is a result. */
  private @Nullable EpcisEvent read(RecordedEvent recorded) {
    if (recorded.sequence() >= snapshot || !visibility.sees(recorded)) {
      return null;
    }
    EpcisEvent event = reader.parseEvent(recorded.event(), recorded.context());
    boolean holds = conditions.hold(event, recorded.eventID(), recorded.recordTime());
    return holds ? event : null;
  }
}
