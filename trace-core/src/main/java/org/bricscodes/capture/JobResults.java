package org.bricscodes.capture;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.capture.CaptureJob.Result;
import org.bricscodes.epcis.Fault;
import org.bricscodes.epcis.ParsedDocument;
import org.bricscodes.epcis.ParsedEvent;

/** Turns what parsing found and what recording answered into a job's result. */
final class JobResults {

  private JobResults() {}

  /** The result of a document none of whose events was handed to the recorder. */
  static Result nothingRecorded(ParsedDocument document, Instant finishedAt) {
    return of(document, List.of(), finishedAt);
  }

  /**
   * The result.
   *
   * @param outcomes one for each of the document's sound events, or none at all
   */
  static Result of(ParsedDocument document, List<EventOutcome> outcomes, Instant finishedAt) {
    List<CaptureFault> faults = new ArrayList<>();
    Set<Integer> refused = new HashSet<>();
    for (Fault fault : document.faults()) {
      faults.add(invalid(fault));
      refused.add(fault.event());
    }
    int recorded = 0;
    int duplicates = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      ParsedEvent event = document.events().get(i);
      switch (outcomes.get(i)) {
        case EventOutcome.Recorded _ -> recorded++;
        case EventOutcome.Duplicate _ -> duplicates++;
        case EventOutcome.Refused conflict -> {
          faults.add(conflict(event, conflict));
          refused.add(event.index());
        }
        case EventOutcome.RolledBack _ -> {}
      }
    }
    faults.sort(Comparator.comparingInt(CaptureFault::event));
    return new Result(finishedAt, recorded, duplicates, refused.size(), faults, 0);
  }

  /** The result of a job that failed for a reason of our own. */
  static Result failed(Instant finishedAt) {
    CaptureFault fault =
        new CaptureFault(
            CaptureFault.DOCUMENT,
            "",
            CaptureFault.Kind.INTERNAL,
            "",
            "this document could not be worked off because of a fault of the service;"
                + " report it, with the captureID");
    return new Result(finishedAt, 0, 0, 0, List.of(fault), 0);
  }

  private static CaptureFault invalid(Fault fault) {
    return new CaptureFault(
        fault.event(),
        "",
        CaptureFault.Kind.INVALID,
        fault.pointer(),
        fault.message() + "; " + fault.remedy());
  }

  private static CaptureFault conflict(ParsedEvent event, EventOutcome.Refused conflict) {
    String where =
        conflict.existing() == null
            ? "another event of this document"
            : "an event recorded at " + conflict.existing().recordTime();
    return new CaptureFault(
        event.index(),
        conflict.eventID(),
        CaptureFault.Kind.CONFLICT,
        event.place() + "/eventID",
        where
            + " has this eventID and other content; give a new event a new eventID, or correct the"
            + " old one by an event with an errorDeclaration");
  }
}
