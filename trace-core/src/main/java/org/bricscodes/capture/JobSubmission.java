package org.bricscodes.capture;

import java.util.List;
import org.bricscodes.epcis.Fault;

/** What became of a document handed to {@link CaptureJobs#submit}. */
public sealed interface JobSubmission {

  /** The document is durable and will be worked off, whatever happens: answer {@code 202}. */
  record Accepted(CaptureJob job) implements JobSubmission {}

  /** The document itself is at fault, so none of its events can be taken: answer {@code 400}. */
  record Malformed(List<Fault> faults) implements JobSubmission {
    public Malformed {
      faults = List.copyOf(faults);
    }
  }

  /** More events or bytes than announced: answer {@code 413} with both limits. */
  record TooLarge(int maxEvents, int maxBytes) implements JobSubmission {}

  /** Too much is under way: answer {@code 503}; nothing was kept. */
  record Busy() implements JobSubmission {}

  /** The party has its share under way: answer {@code 429}; nothing was kept. */
  record OverShare() implements JobSubmission {}
}
