package org.bricscodes.epcis;

import java.util.List;

/**
 * What a reader made of received bytes.
 *
 * @param eventCount how many events the document holds, sound or not; where reading had to stop
 *     early, how many were seen
 * @param events the sound ones, in document order; empty if the document itself is at fault
 * @param masterData what the header says of places, parties and classes; empty if the document
 *     itself is at fault
 * @param faults every fault found, in document order, at most {@link EpcisLimits#maxFaults()}
 * @param excess which stated size the document exceeds, which is among the faults too
 */
public record ParsedDocument(
    int eventCount,
    List<ParsedEvent> events,
    List<VocabularyElement> masterData,
    List<Fault> faults,
    Excess excess) {

  /** The stated sizes of a document that a sender can do something about. */
  public enum Excess {
    NONE,
    /** More than {@link EpcisLimits#maxDocumentBytes()}. */
    BYTES,
    /** More than {@link EpcisLimits#maxEvents()}. */
    EVENTS
  }

  public ParsedDocument {
    events = List.copyOf(events);
    masterData = List.copyOf(masterData);
    faults = List.copyOf(faults);
  }

  /** Refused before anything in it was read. */
  static ParsedDocument refused(Excess excess, String message, String remedy) {
    Fault fault = new Fault(Fault.DOCUMENT, "", message, remedy);
    return new ParsedDocument(0, List.of(), List.of(), List.of(fault), excess);
  }

  /** Nothing is wrong: every event of the document stands in {@link #events()}. */
  public boolean isSound() {
    return faults.isEmpty();
  }

  /** Faults of the document itself: with any of these no event can be taken. */
  public List<Fault> documentFaults() {
    return faults.stream().filter(fault -> fault.event() == Fault.DOCUMENT).toList();
  }

  /** Faults of the event with this index. */
  public List<Fault> faultsOf(int event) {
    return faults.stream().filter(fault -> fault.event() == event).toList();
  }
}
