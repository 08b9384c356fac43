package org.bricscodes.capture;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bricscodes.epcis.ParsedEvent;
import org.bricscodes.store.Posting;
import org.bricscodes.store.PostingReader;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.TermIndex;
import org.jspecify.annotations.Nullable;

/** A recorder over a store, as tests want it. */
final class TestRecorder {

  static final Instant NOW = Instant.parse("2026-03-04T05:06:07.008Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private TestRecorder() {}

  static TermIndex index(Store store) {
    return new TermIndex(store, CaptureTables.TERM);
  }

  static EventArchive archive(Store store) {
    return new EventArchive(store, index(store));
  }

  static Recorder recorder(Store store) {
    return recorder(store, RecorderOptions.DEFAULT);
  }

  static Recorder recorder(Store store, RecorderOptions options) {
    return Recorder.open(store, index(store), options, CLOCK, new Random(42));
  }

  static List<EventOutcome> record(Recorder recorder, List<ParsedEvent> events) {
    return await(recorder.record("tea", events, ErrorBehaviour.ROLLBACK));
  }

  /** All that stands under a term, oldest first. */
  static List<Posting> postings(Store store, String term) {
    PostingReader reader =
        archive(store).reader(term, Long.MIN_VALUE, Long.MAX_VALUE, Scan.Order.ASCENDING);
    List<Posting> postings = new ArrayList<>();
    for (Posting posting = reader.current(); posting != null; posting = reader.next()) {
      postings.add(posting);
    }
    return postings;
  }

  static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(120, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }
}
