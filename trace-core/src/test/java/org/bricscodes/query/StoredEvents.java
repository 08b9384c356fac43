package org.bricscodes.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.bricscodes.capture.CaptureTables;
import org.bricscodes.capture.ErrorBehaviour;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.capture.EventOutcome;
import org.bricscodes.capture.Recorder;
import org.bricscodes.capture.RecorderOptions;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.ParsedEvent;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Posting;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.rocksdb.RocksStore;
import org.jspecify.annotations.Nullable;

/** Events really captured into RocksDB, and queries over them: for long tests and benchmarks. */
final class StoredEvents implements AutoCloseable {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final int DOCUMENT = 1_000;
  private static final int IN_FLIGHT = 4;

  private final Store store;
  private final Recorder recorder;
  private final EventArchive archive;
  private final EventQueries queries;
  private final EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);

  private StoredEvents(Store store) {
    TermIndex index = new TermIndex(store, CaptureTables.TERM);
    InstantSource clock = InstantSource.system();
    this.store = store;
    this.recorder = Recorder.open(store, index, RecorderOptions.DEFAULT, clock, new Random(1));
    this.archive = new EventArchive(store, index);
    this.queries =
        new EventQueries(
            index,
            new Source(archive),
            new PageTokens(new byte[32], store, Duration.ofHours(1), clock),
            QueryOptions.DEFAULT);
  }

  static StoredEvents open(Path directory) {
    Set<Table> tables = new HashSet<>(CaptureTables.all());
    tables.add(PageTokens.REVOKED);
    return new StoredEvents(RocksStore.open(directory, tables));
  }

  EventQueries queries() {
    return queries;
  }

  long size() {
    return archive.size();
  }

  /** Captures events {@code from} to one less than {@code to}, several documents in flight. */
  void fill(int from, int to, IntFunction<String> event) {
    List<CompletionStage<List<EventOutcome>>> inFlight = new ArrayList<>();
    for (int first = from; first < to; first += DOCUMENT) {
      inFlight.add(capture(first, Math.min(first + DOCUMENT, to), event));
      if (inFlight.size() == IN_FLIGHT) {
        inFlight.removeFirst().toCompletableFuture().join();
      }
    }
    inFlight.forEach(outcome -> outcome.toCompletableFuture().join());
  }

  /** Hands over a document of events; they are durable when the answer is there. */
  CompletionStage<List<EventOutcome>> capture(int from, int to, IntFunction<String> event) {
    StringBuilder document =
        new StringBuilder(
            """
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
             "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-01-01T00:00:00Z",
             "epcisBody":{"eventList":[\
            """);
    for (int i = from; i < to; i++) {
      document.append(i > from ? "," : "").append(event.apply(i));
    }
    List<ParsedEvent> events =
        reader.parse(document.append("]}}").toString().getBytes(UTF_8)).events();
    if (events.size() != to - from) {
      throw new IllegalStateException("the events are not sound");
    }
    return recorder.record("tea", events, ErrorBehaviour.ROLLBACK);
  }

  /**
   * Event number {@code i} of a supply chain: every item is seen ten times, a minute apart, in
   * steps and places that many items share.
   */
  static String chain(int i) {
    int item = i / 10;
    int step = i % 10;
    return """
    {"type":"ObjectEvent","eventTime":"%s","eventTimeZoneOffset":"+00:00",
     "epcList":["%s","urn:x:box:%d"],"action":"OBSERVE","bizStep":"%s",
     "disposition":"in_transit","readPoint":{"id":"https://id.gs1.org/414/9521234000013"},
     "bizLocation":{"id":"urn:x:place:%d"},"https://example.org/note":"%s"}\
    """
        .formatted(
            START.plusSeconds(item * 7L + step * 60L),
            epc(item),
            item / 50,
            step % 2 == 0 ? "shipping" : "receiving",
            item % 500,
            "n".repeat(400));
  }

  static String epc(int item) {
    return "https://id.gs1.org/01/09521234543213/21/I" + item;
  }

  @Override
  public void close() {
    recorder.close();
    store.close();
  }

  private record Source(EventArchive archive) implements EventSource {
    @Override
    public long size() {
      return archive.size();
    }

    @Override
    public List<@Nullable RecordedEvent> at(List<Posting> postings) {
      return archive.at(postings);
    }

    @Override
    public List<RecordedEvent> bySequence(long first, int limit) {
      return archive.bySequence(first, limit);
    }

    @Override
    public boolean awaitAbove(long size, Duration atMost) {
      return archive.size() > size;
    }
  }
}
