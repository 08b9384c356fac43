package org.bricscodes.capture;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Events handed over together, waiting to be recorded, and who waits for the outcome. */
record Submission(
    String party,
    List<PreparedEvent> events,
    ErrorBehaviour behaviour,
    long bytes,
    int rows,
    CompletableFuture<List<EventOutcome>> outcome) {

  static Submission of(String party, List<PreparedEvent> events, ErrorBehaviour behaviour) {
    long bytes = 0;
    int rows = 0;
    for (PreparedEvent event : events) {
      bytes += event.size();
      rows += event.values().size() + event.terms().size() + 3;
    }
    return new Submission(
        party, List.copyOf(events), behaviour, bytes, rows, new CompletableFuture<>());
  }
}
