package org.bricscodes.query;

import java.util.List;
import org.bricscodes.query.Candidates.Candidate;
import org.jspecify.annotations.Nullable;

/** Results of one query from some place on, in its order. */
interface ResultSource {

  /**
   * Adds up to {@code wanted} results to {@code found}, fewer where they are long, but one at least
   * if there is one; true if there is one more.
   */
  boolean collect(List<Candidate> found, int wanted);

  /** Passes over up to {@code atMost} more results, keeping none; how many there were. */
  int count(int atMost);

  /** Where to go on when work ran out; null when it did not. */
  @Nullable Position stoppedAt();
}
