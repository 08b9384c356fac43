package org.bricscodes.provenance;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.RecordedEvent;

/** Recorded events by index term, the only thing a trace needs of the rest of the system. */
public interface EventSource {

  /**
   * A recorded event, read back.
   *
   * @param withheld what is not known of it, where somebody else showed it
   */
  record Found(RecordedEvent recorded, EpcisEvent event, Withheld withheld) {

    /** An event of which everything is known. */
    public Found(RecordedEvent recorded, EpcisEvent event) {
      this(recorded, event, Withheld.NOTHING);
    }
  }

  /**
   * The events that carry any of {@code terms} and happened in {@code [from, to]}, both inclusive,
   * oldest first, each once. Blocks; safe for use from any thread.
   *
   * @param terms as {@link org.bricscodes.epcis.EventTerms} spells them
   * @param limit at most so many; the oldest are kept
   */
  List<Found> find(Collection<String> terms, Instant from, Instant to, int limit);
}
