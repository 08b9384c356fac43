package org.bricscodes.query;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.ContentDigest;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Posting;
import org.jspecify.annotations.Nullable;

/** Recorded events that grow while they are read. Several share a record time. */
final class GrowingTape implements EventSource {

  static final Instant FIRST = Instant.parse("2026-03-04T05:06:07Z");
  private static final byte[] CONTEXT =
      "\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\""
          .getBytes(StandardCharsets.UTF_8);

  private final List<@Nullable RecordedEvent> events = new ArrayList<>();

  /** Records an event of {@code party}; its eventID is {@code e} and its place. */
  synchronized void add(String party, String bizStep) {
    add(party, bizStep, 0);
  }

  /** The same with some bytes more. */
  synchronized void add(String party, String bizStep, int padding) {
    int sequence = events.size();
    byte[] event =
        """
        {"type":"ObjectEvent","eventTime":"2026-03-04T05:06:07Z","eventTimeZoneOffset":"+00:00",
         "epcList":["https://id.gs1.org/01/09521234543213/21/P%d"],%s
         "action":"OBSERVE","bizStep":"%s"}\
        """
            .formatted(sequence, " ".repeat(padding), bizStep)
            .getBytes(StandardCharsets.UTF_8);
    events.add(
        new RecordedEvent(
            "urn:x:e" + sequence,
            party,
            FIRST.plusSeconds(sequence / 7),
            sequence,
            new byte[32],
            ContentDigest.of(event, CONTEXT),
            new byte[32],
            CONTEXT,
            event));
    notifyAll();
  }

  /** An event that no reader of ours takes. */
  synchronized void addDamaged(String party) {
    add(party, "shipping");
    RecordedEvent good = events.getLast();
    if (good != null) {
      set((int) good.sequence(), damaged(good));
    }
  }

  synchronized void set(int sequence, @Nullable RecordedEvent event) {
    events.set(sequence, event);
  }

  synchronized @Nullable RecordedEvent at(int sequence) {
    return events.get(sequence);
  }

  private static RecordedEvent damaged(RecordedEvent good) {
    return new RecordedEvent(
        good.eventID(),
        good.party(),
        good.recordTime(),
        good.sequence(),
        new byte[32],
        new byte[32],
        new byte[32],
        CONTEXT,
        new byte[] {'{'});
  }

  @Override
  public synchronized long size() {
    return events.size();
  }

  @Override
  public List<@Nullable RecordedEvent> at(List<Posting> postings) {
    throw new UnsupportedOperationException("nobody searches here");
  }

  @Override
  public synchronized List<RecordedEvent> bySequence(long first, int limit) {
    List<RecordedEvent> found = new ArrayList<>();
    for (long at = first; at < Math.min(first + limit, events.size()); at++) {
      RecordedEvent event = events.get((int) at);
      if (event != null) {
        found.add(event);
      }
    }
    return found;
  }

  @Override
  public synchronized boolean awaitAbove(long size, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (events.size() <= size) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
