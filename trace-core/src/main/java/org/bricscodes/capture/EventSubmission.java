package org.bricscodes.capture;

import java.util.List;
import org.bricscodes.epcis.Fault;

/** What became of one event handed to {@link EventCapture#submit}. */
public sealed interface EventSubmission {

  /** It was decided upon; what is recorded is durable. Never {@link EventOutcome.RolledBack}. */
  record Decided(EventOutcome outcome) implements EventSubmission {}

  /** It is no event, or a faulty one; nothing was kept: answer {@code 400}. */
  record Malformed(List<Fault> faults) implements EventSubmission {
    public Malformed {
      faults = List.copyOf(faults);
    }
  }

  /** Too much is waiting; nothing was kept: answer {@code 503}. */
  record Busy() implements EventSubmission {}
}
