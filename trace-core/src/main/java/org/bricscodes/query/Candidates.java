package org.bricscodes.query;

import java.util.List;
import org.bricscodes.epcis.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** Events that may be results, in the order of the query. */
interface Candidates {

  /** An event and where it stands. */
  record Candidate(Position position, RecordedEvent event) {}

  /**
   * Some more of them, null at the end or when work ran out. The list may be empty: events may have
   * gone.
   *
   * @param wanted how many would be welcome
   */
  @Nullable List<Candidate> next(int wanted);

  /** Where to go on when work ran out; null when it did not. */
  @Nullable Position stoppedAt();
}
