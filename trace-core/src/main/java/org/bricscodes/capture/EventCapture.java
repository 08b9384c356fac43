package org.bricscodes.capture;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bricscodes.epcis.EpcisDocuments;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.Fault;
import org.bricscodes.epcis.ParsedDocument;

/**
 * Takes one event at a time and answers when it is durable (EPCIS 2.0 §12.7): an event on its own,
 * or a document that holds exactly one and nothing else, which is how XML writes a single event.
 *
 * <p>Safe for use from any thread. {@link #submit} parses on the calling thread; stages complete on
 * an engine thread, where callbacks must not block.
 */
public final class EventCapture {

  private final Recorder recorder;
  private final EpcisDocuments reader;

  /**
   * @param limits what the body may be, as announced to clients
   */
  public EventCapture(Recorder recorder, EpcisLimits limits) {
    this.recorder = recorder;
    this.reader = new EpcisDocuments(limits);
  }

  /**
   * Records an event.
   *
   * @return fails with a {@link CaptureException} or {@code StoreException}; the event may or may
   *     not be recorded then, and sending it again is safe
   */
  public CompletionStage<EventSubmission> submit(String party, byte[] body) {
    ParsedDocument parsed = reader.parse(body);
    if (!parsed.isSound()) {
      return malformed(parsed.faults());
    }
    Optional<Fault> fault = CaptureJobs.lengthFault(parsed).or(() -> notOneEvent(parsed));
    if (fault.isPresent()) {
      return malformed(List.of(fault.get()));
    }
    try {
      return recorder
          .record(party, parsed.events(), ErrorBehaviour.PROCEED)
          .thenApply(outcomes -> new EventSubmission.Decided(outcomes.getFirst()));
    } catch (CaptureException.Overloaded e) {
      return CompletableFuture.completedFuture(new EventSubmission.Busy());
    }
  }

  private static Optional<Fault> notOneEvent(ParsedDocument parsed) {
    if (parsed.events().size() != 1) {
      return Optional.of(
          new Fault(
              Fault.DOCUMENT,
              "",
              "the document has " + parsed.events().size() + " events",
              "send one event here, documents to capture"));
    }
    if (!parsed.masterData().isEmpty()) {
      return Optional.of(
          new Fault(
              Fault.DOCUMENT,
              "/epcisHeader",
              "a single event brings no master data",
              "send the document to capture"));
    }
    return Optional.empty();
  }

  private static CompletionStage<EventSubmission> malformed(List<Fault> faults) {
    return CompletableFuture.completedFuture(new EventSubmission.Malformed(faults));
  }
}
