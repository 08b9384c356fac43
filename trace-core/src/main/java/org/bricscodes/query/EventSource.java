package org.bricscodes.query;

import java.time.Duration;
import java.util.List;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Posting;
import org.jspecify.annotations.Nullable;

/** Where queries read recorded events. Methods may block and may be called from any thread. */
public interface EventSource {

  /** How many events are recorded; their sequences are 0 to one less. */
  long size();

  /** The events at these postings, in their order, null where there is none. */
  List<@Nullable RecordedEvent> at(List<Posting> postings);

  /**
   * Events in order of recording from place {@code first} on, at most {@code limit} places further;
   * erased ones are left out.
   */
  List<RecordedEvent> bySequence(long first, int limit);

  /**
   * Waits until more than {@code size} events are recorded.
   *
   * @return whether there are; false when the time is over, or when recording has stopped: then it
   *     may return at once, so callers that ask again pause in between
   */
  boolean awaitAbove(long size, Duration atMost) throws InterruptedException;
}
