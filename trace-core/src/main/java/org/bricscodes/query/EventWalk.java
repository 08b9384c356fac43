package org.bricscodes.query;

import java.util.List;
import java.util.Optional;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.RecordedEvent;

/**
 * All results of one query, a batch at a time, for work that is longer than a page: exports,
 * deliveries. What has been recorded when the walk begins is its result; later events are left out.
 * Not safe for use from several threads; holds nothing open between calls.
 */
public interface EventWalk {

  /** A result: as it is stored, and as it was read to decide about it. */
  record Found(RecordedEvent recorded, EpcisEvent event) {}

  /** How many events were recorded when the walk began; it holds none of a later sequence. */
  long snapshot();

  /**
   * The next results, in the order of the query; empty at the end. A list may be empty: every call
   * does a bounded amount of work, whether it finds something or not. Reads the store and may
   * block.
   *
   * @throws QueryLimitException if the query has more results than its {@code maxEventCount}, or
   *     cannot be answered within the limits
   */
  Optional<List<Found>> nextFound();

  /** {@link #nextFound}, as stored. */
  default Optional<List<RecordedEvent>> next() {
    return nextFound().map(results -> results.stream().map(Found::recorded).toList());
  }
}
