package org.bricscodes.codes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bricscodes.store.rocksdb.RocksStore;
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
 * Lists of 10,000 codes, one by one and at once, on RocksDB with every commit synced; each figure
 * is of a whole list. The command stands in PERFORMANCE.md.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class ListsBenchmark {

  private static final int CODES = 10_000;
  private static final String OWNER = "https://id.gs1.org/417/9521222000001";

  private final Path directory;
  private final RocksStore store;
  private final CodeBook book;
  private final Aliases aliases;
  private final CodeLife life;
  private final CodeStates states;
  private final List<String> serials;
  private final Batch large;
  private List<Aliases.Order> orders = List.of();
  private List<StateChange> scattered = List.of();
  private int list;

  /** Made by JMH. */
  public ListsBenchmark() {
    try {
      directory = Files.createTempDirectory("lists-benchmark");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store = RocksStore.open(directory.resolve("store"), TestBook.tables());
    TestBook test = new TestBook(store);
    book = test.book();
    aliases = test.aliases();
    life = test.life();
    states = test.states();
    large = book.issue(TestBook.order(CODES * CODES));
    serials = book.serials(book.issue(TestBook.order(CODES))).stream().map(Serial::text).toList();
  }

  /** Codes that nobody registered, or voided, yet; the latter all over a batch of 100 million. */
  @Setup(Level.Iteration)
  public void nextList() {
    list++;
    List<Aliases.Order> codes = new ArrayList<>(CODES);
    for (int i = 0; i < CODES; i++) {
      String link = "/01/04600682000129/21/L" + list + "-" + i;
      codes.add(
          new Aliases.Order(AliasCode.parse(AliasScheme.SGTIN, link), AliasTarget.parse(link)));
    }
    orders = codes;
    CodeChecks checks = book.checks();
    List<StateChange> changes = new ArrayList<>(CODES);
    for (int i = 0; i < CODES; i++) {
      long place = (long) i * CODES + list;
      Serial serial = book.serials(large).stream(place).findFirst().orElseThrow();
      CodeCheck code = checks.check(TestBook.GTIN, serial.text());
      changes.add(new StateChange((CodeCheck.Genuine) code, CodeState.Status.VOID, "stolen"));
    }
    scattered = changes;
  }

  /** Ends it. */
  @TearDown
  public void close() throws IOException {
    store.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Aliases checked and registered one by one, as lists were before. */
  @Benchmark
  public int aliasesOneByOne() {
    int registered = 0;
    for (Aliases.Order order : orders) {
      if (!aliases.isTaken(OWNER, order.code(), order.target())) {
        registered++;
      }
    }
    for (Aliases.Order order : orders) {
      aliases.put(OWNER, order.code(), order.target());
    }
    return registered;
  }

  /** The same at once. */
  @Benchmark
  public int aliasesAtOnce() {
    return aliases.taken(OWNER, orders).size() + aliases.putAll(OWNER, orders).size();
  }

  /** Serials of one batch checked one by one. */
  @Benchmark
  public int checksOneByOne() {
    int genuine = 0;
    for (String serial : serials) {
      genuine += book.check(TestBook.GTIN, serial) instanceof CodeCheck.Genuine ? 1 : 0;
    }
    return genuine;
  }

  /** The same as a list. */
  @Benchmark
  public int checksOfAList() {
    CodeChecks checks = book.checks();
    int genuine = 0;
    for (String serial : serials) {
      genuine += checks.check(TestBook.GTIN, serial) instanceof CodeCheck.Genuine ? 1 : 0;
    }
    return genuine;
  }

  /** Codes voided one by one. */
  @Benchmark
  public int voidsOneByOne() {
    int voided = 0;
    for (StateChange change : scattered) {
      CodeSubject item = CodeSubject.Item.of(change.code());
      CodeStates.Change done = states.set(item, change.status(), OWNER, change.reason());
      voided += done instanceof CodeStates.Change.Done ? 1 : 0;
    }
    return voided;
  }

  /** The same as a list: each lies in another slice. */
  @Benchmark
  public int voidsAtOnce() {
    return life.apply(OWNER, scattered).changed();
  }
}
