package org.bricscodes.capture;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Events handed over together, waiting to be recorded, and who waits for the outcome.
 *
 * @param adopted events of another writer that are to have a place here; then there are no others
 */
record Submission(
    String party,
    List<PreparedEvent> events,
    List<Adopted> adopted,
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
        party, List.copyOf(events), List.of(), behaviour, bytes, rows, new CompletableFuture<>());
  }

  /** No party's: a name that none can have keeps what it takes of the queue apart. */
  static Submission of(List<Adopted> adopted) {
    int rows = 0;
    for (Adopted event : adopted) {
      rows += 2 + event.told().size();
    }
    return new Submission(
        "\n",
        List.of(),
        List.copyOf(adopted),
        ErrorBehaviour.PROCEED,
        64L * adopted.size(),
        rows,
        new CompletableFuture<>());
  }

  /** How many events it is about. */
  int size() {
    return events.size() + adopted.size();
  }
}
