package org.bricscodes.provenance;

import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
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

  /**
   * What {@link #find} is asked for.
   *
   * @param terms as there
   */
  record Question(Collection<String> terms, Instant from, Instant to, int limit) {}

  /**
   * The answers to several questions, in their order, each as {@link #find} gives it. Where
   * somebody has to be asked who is far away, that is one way for all, not one for each. An answer
   * is made when it is come to, so that not all have to be held at once.
   *
   * @param questions bounded by the caller: where events are is held for all of them
   */
  default Iterator<List<Found>> findEach(List<Question> questions) {
    return questions.stream()
        .map(one -> find(one.terms(), one.from(), one.to(), one.limit()))
        .iterator();
  }

  /**
   * The same events, for one purpose that takes a moment and asks for the same things again: those
   * need not be looked up twice, and what is recorded meanwhile need not be seen. One thread at a
   * time.
   */
  default EventSource forAMoment() {
    return this;
  }
}
