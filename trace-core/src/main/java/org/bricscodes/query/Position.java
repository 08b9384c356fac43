package org.bricscodes.query;

import org.bricscodes.store.Posting;

/**
 * Where a walk over results stands, in the order of the query.
 *
 * @param at a posting; where results are ordered by recording, its time is the sequence
 * @param done whether what stands there has been dealt with
 */
record Position(Posting at, boolean done) {

  static Position ofSequence(long sequence, boolean done) {
    return new Position(new Posting(sequence, 0, 0), done);
  }

  long sequence() {
    return at.timeMicros();
  }
}
