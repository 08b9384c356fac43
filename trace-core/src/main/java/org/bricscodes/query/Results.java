package org.bricscodes.query;

import java.util.Iterator;
import java.util.List;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.Candidates.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * The candidates that really are results: in the snapshot, visible, and meeting every condition.
 */
final class Results implements ResultSource {

  private final Candidates candidates;
  private final Conditions conditions;
  private final EpcisJson reader;
  private final Visibility visibility;
  private final long snapshot;

  /** Bytes of events after which a page is full, however few they are. */
  static final int MAX_BYTES = 16 << 20;

  private Iterator<Candidate> fetched = List.<Candidate>of().iterator();

  /** A result that was looked at to tell that there is one more. */
  private @Nullable Candidate ahead;

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

  @Override
  public boolean collect(List<Candidate> found, int wanted) {
    long bytes = 0;
    while (true) {
      Candidate result = next(wanted - found.size() + 1);
      if (result == null || found.size() == wanted || bytes >= MAX_BYTES) {
        ahead = result;
        return result != null;
      }
      found.add(result);
      bytes += result.event().event().length;
    }
  }

  @Override
  public int count(int atMost) {
    int counted = 0;
    while (counted < atMost && next(atMost - counted) != null) {
      counted++;
    }
    return counted;
  }

  @Override
  public @Nullable Position stoppedAt() {
    return candidates.stoppedAt();
  }

  /**
   * The next result; null at the end, or when work ran out.
   *
   * @param wanted how many more the caller wants, this one included
   */
  @Nullable Candidate next(int wanted) {
    Candidate known = ahead;
    if (known != null) {
      ahead = null;
      return known;
    }
    while (true) {
      while (fetched.hasNext()) {
        Candidate candidate = fetched.next();
        if (isResult(candidate)) {
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

  private boolean isResult(Candidate candidate) {
    RecordedEvent recorded = candidate.event();
    return recorded.sequence() < snapshot
        && visibility.sees(recorded)
        && conditions.hold(recorded, () -> candidate.parsed(reader));
  }
}
