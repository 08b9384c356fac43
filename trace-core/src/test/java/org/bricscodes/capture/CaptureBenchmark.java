package org.bricscodes.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.ParsedEvent;
import org.bricscodes.store.Store;
import org.bricscodes.store.Write;
import org.bricscodes.store.rocksdb.RocksStore;
import org.bricscodes.tlog.Salt;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Four documents of 500 events of 2 KB each, from bytes to durable; and the very rows that makes of
 * such documents, written as fast as the engine takes them. Their ratio is what validating,
 * hashing, deciding and committing cost. Milliseconds for 2,000 events.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 6)
@Measurement(iterations = 8)
@Fork(1)
public class CaptureBenchmark {

  private static final int DOCUMENTS = 4;
  private static final int EVENTS = 500;

  private final EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);
  private final List<byte[]> documents = new ArrayList<>();
  private final List<List<ParsedEvent>> parsed = new ArrayList<>();
  private final List<List<Write>> rows = new ArrayList<>();
  private @Nullable Path directory;
  private @Nullable Store store;
  private @Nullable Recorder recorder;
  private @Nullable Recorder node;
  private int number;
  private long adopted;

  @Setup(Level.Trial)
  public void open() throws IOException {
    directory = Files.createTempDirectory("capture-benchmark");
    store = RocksStore.open(directory, CaptureTables.all());
    recorder =
        Recorder.open(
            store,
            TestRecorder.index(store),
            RecorderOptions.DEFAULT,
            InstantSource.system(),
            new Random(1));
    node =
        Recorder.open(
            store,
            TestRecorder.index(store),
            new NodeLogs(store, new Random(2)).number("node"),
            RecorderOptions.DEFAULT,
            InstantSource.system(),
            new Random(3));
  }

  @Setup(Level.Invocation)
  public void prepare() {
    documents.clear();
    parsed.clear();
    rows.clear();
    for (int document = 0; document < DOCUMENTS; document++) {
      byte[] bytes = document();
      documents.add(bytes);
      parsed.add(reader.parse(bytes).events());
      rows.add(rows(document()));
      List<ParsedEvent> elsewhere = reader.parse(document()).events();
      TestRecorder.await(node().record("silk", elsewhere, ErrorBehaviour.ROLLBACK));
    }
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    node().close();
    recorder().close();
    store().close();
    if (directory != null) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** From received bytes: parsed, hashed, indexed, decided, committed to, durable. */
  @Benchmark
  public void capture() {
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (byte[] document : documents) {
      List<ParsedEvent> events = reader.parse(document).events();
      answers.add(recorder().record("tea", events, ErrorBehaviour.ROLLBACK).toCompletableFuture());
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
  }

  /** The same, already parsed. */
  @Benchmark
  public void record() {
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (List<ParsedEvent> events : parsed) {
      answers.add(recorder().record("tea", events, ErrorBehaviour.ROLLBACK).toCompletableFuture());
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
  }

  /** As many events that a further node recorded brought into the service's order. */
  @Benchmark
  public void adopt() throws InterruptedException {
    long wanted = adopted + (long) DOCUMENTS * EVENTS;
    try (Adoption adoption =
        Adoption.start(
            store(), TestRecorder.index(store()), recorder(), reader, Duration.ofMillis(1))) {
      if (!recorder().awaitRecorded(wanted - 1, Duration.ofMinutes(1))) {
        throw new IllegalStateException("not adopted: " + adoption.failure());
      }
    }
    adopted = wanted;
  }

  /** The rows alone, one durable call for each document, all in flight. */
  @Benchmark
  public void engine() {
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (List<Write> document : rows) {
      answers.add(store().write(document).toCompletableFuture());
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
  }

  /** What recording such a document writes; into places far behind those of the recorder. */
  private List<Write> rows(byte[] document) {
    Random random = new Random(number);
    List<PreparedEvent> prepared =
        reader.parse(document).events().stream()
            .map(
                event ->
                    PreparedEvent.of(
                        "raw",
                        event,
                        TestRecorder.index(store()),
                        new EventValues(store()),
                        Salt.random(random)))
            .toList();
    GroupPlan plan =
        GroupPlan.of(
            List.of(Submission.of("tea", prepared, ErrorBehaviour.ROLLBACK)),
            store(),
            Map.of(),
            1L << 40 | (long) number << 10,
            Instant.EPOCH);
    return plan.calls().getFirst();
  }

  private byte[] document() {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      number++;
      String epc = "https://id.gs1.org/01/09521234543213/21/B" + number;
      events.add(
          Documents.event(Documents.uuid(number), number, number)
              .replace("\"epcList\":[", "\"epcList\":[\"" + epc + "a\",\"" + epc + "b\",")
              .replace(
                  "\"readPoint\"",
                  "\"disposition\":\"in_transit\",\"https://example.org/note\":\""
                      + "n".repeat(1_550)
                      + "\",\"bizLocation\":{\"id\":\"https://id.gs1.org/414/9521234000020\"},"
                      + "\"readPoint\""));
    }
    byte[] document = Documents.document(events);
    if (!reader.parse(document).isSound()) {
      throw new IllegalStateException("not sound: " + new String(document, 0, 500, UTF_8));
    }
    return document;
  }

  private Recorder recorder() {
    if (recorder == null) {
      throw new IllegalStateException("not set up");
    }
    return recorder;
  }

  private Recorder node() {
    if (node == null) {
      throw new IllegalStateException("not set up");
    }
    return node;
  }

  private Store store() {
    if (store == null) {
      throw new IllegalStateException("not set up");
    }
    return store;
  }
}
