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
 */
public record ParsedDocument(
    int eventCount,
    List<ParsedEvent> events,
    List<VocabularyElement> masterData,
    List<Fault> faults) {

  public ParsedDocument {
    events = List.copyOf(events);
    masterData = List.copyOf(masterData);
    faults = List.copyOf(faults);
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
