package org.bricscodes.query;

import java.util.List;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** Events that may be results, in the order of the query. */
interface Candidates {

  /** An event and where it stands; parsed at most once. */
  final class Candidate {

    private final Position position;
    private final RecordedEvent event;
    private @Nullable EpcisEvent parsed;

    Candidate(Position position, RecordedEvent event) {
      this.position = position;
      this.event = event;
    }

    Position position() {
      return position;
    }

    RecordedEvent event() {
      return event;
    }

    EpcisEvent parsed(EpcisJson reader) {
      if (parsed == null) {
        parsed = reader.parseEvent(event.event(), event.context());
      }
      return parsed;
    }
  }

  /**
   * Some more of them, null at the end or when work ran out. The list may be empty: events may have
   * gone.
   *
   * @param wanted how many would be welcome
   */
  @Nullable List<Candidate> next(int wanted);

  /** Where to go on when work ran out; null when it did not. */
  @Nullable Position stoppedAt();
}
