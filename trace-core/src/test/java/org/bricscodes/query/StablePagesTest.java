package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.bricscodes.capture.EventOutcome;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pager that walks 100,000 events while 10,000 more are captured sees each of the first exactly
 * once: newer and older ones, some of the very times and with the very EPCs of the first, and error
 * declarations about them.
 */
final class StablePagesTest {

  private static final int FIRST = 100_000;
  private static final int MORE = 100;

  /** Seven hundred seconds, so that many share a time. */
  private static final int SECONDS = 700;

  @TempDir private @Nullable Path directory;

  @Test
  void pages_holdTheFirstEventsOnce_whateverIsCapturedInBetween() {
    if (directory == null) {
      throw new IllegalStateException("no directory");
    }
    try (StoredEvents events = StoredEvents.open(directory)) {
      events.fill(0, FIRST, StablePagesTest::event);
      assertThat(events.size()).isEqualTo(FIRST);

      page(events, Map.of(), FIRST);
      long next = events.size();
      assertThat(next).isEqualTo(FIRST + 10_000L);
      page(events, Map.of("orderBy", "recordTime", "orderDirection", "ASC"), (int) next);
    }
  }

  private static void page(StoredEvents events, Map<String, String> parameters, int size) {
    EventQuery query = ((EventQuery.Outcome.Ready) EventQuery.parse(parameters, Map.of())).query();
    List<CompletionStage<List<EventOutcome>>> captures = new ArrayList<>();
    BitSet seen = new BitSet(size);
    String cursor = null;
    int late = size;
    do {
      QueryAnswer.Found found =
          (QueryAnswer.Found) events.queries().page(query, 1_000, cursor, Visibility.everyone());
      for (RecordedEvent event : found.events()) {
        int sequence = (int) event.sequence();
        assertThat(sequence).isLessThan(size);
        assertThat(seen.get(sequence)).as("event %d was seen before", sequence).isFalse();
        seen.set(sequence);
      }
      cursor = found.next() == null ? null : found.next().cursor();
      if (late < size + 10_000) {
        // Not waited for: they become visible while the next pages are read.
        captures.add(events.capture(late, late + MORE, StablePagesTest::late));
        late += MORE;
      }
    } while (cursor != null);
    captures.forEach(capture -> capture.toCompletableFuture().join());

    assertThat(seen.cardinality()).isEqualTo(size);
  }

  private static String event(int i) {
    return event(i, i % SECONDS, "");
  }

  /** Older, newer, at a time of others, or saying that one of the first was wrong. */
  private static String late(int i) {
    return switch (i % 4) {
      case 0 -> event(i, -1 - i % 500, "");
      case 1 -> event(i, SECONDS + i % 500, "");
      case 2 -> event(i, i % SECONDS, "");
      default ->
          event(
              i,
              i % SECONDS,
              "\"errorDeclaration\":{\"declarationTime\":\"2026-01-02T00:00:00Z\"},");
    };
  }

  private static String event(int i, int second, String wrong) {
    String id = wrong.isEmpty() ? "urn:x:e:" + i : "urn:x:e:" + i % FIRST;
    return """
    {"type":"ObjectEvent","eventID":"%s","eventTime":"%s","eventTimeZoneOffset":"+00:00",%s
     "epcList":["%s"],"action":"OBSERVE"}\
    """
        .formatted(id, StoredEvents.START.plusSeconds(second), wrong, StoredEvents.epc(i));
  }
}
