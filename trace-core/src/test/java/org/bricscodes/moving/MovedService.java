package org.bricscodes.moving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bricscodes.store.ForwardingStore;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.Sweep;
import org.bricscodes.store.SweepPage;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;

/** A small service of every kind of table, and a log, to be moved about. */
final class MovedService {

  static final Table ROWS = new Table("rows", Table.Shape.ROWS);
  static final Table BODIES = new Table("bodies", Table.Shape.BODIES);
  static final Table POSTINGS = new Table("postings", Table.Shape.POSTINGS);
  static final Table STATES = new Table("states", Table.Shape.STATES);
  static final Set<Table> TABLES = Set.of(ROWS, BODIES, POSTINGS, STATES);

  static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
  static final SignerKey KEY = SignerKey.generate("log.example/moved", new Random(3));
  static final Map<String, String> KEYS = Map.of("master.key", "aa", "scan.key", "bb");

  /** Several segments of each stream, of few rows. */
  static final StoreExport.Sizes SMALL = new StoreExport.Sizes(4_000, 20, 256);

  static final int ENTRIES = 700;

  final Path data;
  final Store store;

  MovedService(Path data, Store store) throws IOException {
    this.data = data;
    this.store = store;
    Files.createDirectories(data.resolve("witness"));
    Files.writeString(data.resolve("witness/logs"), "logs/v0\n");
    Files.writeString(data.resolve("witnesses.policy"), "quorum none\n");
    Files.createDirectories(data.resolve("keys"));
    Files.writeString(data.resolve("keys/secret"), "never to be seen in an export");
    fill();
    try (TransparencyLog log = log(data)) {
      log.append(
          IntStream.range(0, ENTRIES).mapToObj(i -> ("entry " + i).getBytes(UTF_8)).toList());
      log.publish();
      log.append(List.of("appended, and never published".getBytes(UTF_8)));
    }
  }

  private void fill() {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      writes.add(put(ROWS, "partition " + i % 7, "sort " + i, "row " + i));
      writes.add(put(BODIES, "x".repeat(1 + i * 3), "", ("body " + i + " ").repeat(100)));
      writes.add(put(POSTINGS, "term", "posting " + i, ""));
    }
    StoreAnswer.await(store.write(writes));
    for (int i = 0; i < 90; i++) {
      Write state = put(STATES, "state " + i % 8, "" + i, "state of " + i + ".".repeat(i));
      StoreAnswer.await(
          store.compareAndSet(state.key(), null, List.of(state), new OperationId(1, i)));
    }
  }

  static Write put(Table table, String partition, String sort, String value) {
    Key key = new Key(table, partition.getBytes(UTF_8), sort.getBytes(UTF_8));
    return new Write.Put(key, value.getBytes(UTF_8));
  }

  static TransparencyLog log(Path data) {
    return TransparencyLog.open(data.resolve("log"), KEY, logOptions());
  }

  static LogOptions logOptions() {
    return new LogOptions(InstantSource.fixed(NOW), new SplittableRandom(5), 1 << 16, 1, 8);
  }

  StoreExport.Exported export(Path folder, Disk disk) {
    try (TransparencyLog log = log(data)) {
      Source source = new Source(data, store, TABLES, log, KEYS);
      return new StoreExport(
              SMALL, source, folder, disk, Progress.NONE, InstantSource.fixed(NOW), new Random(9))
          .run();
    }
  }

  static Target target(Path data, Supplier<Store> store) {
    return new Target(
        data, store, TABLES, data.resolve("log"), logOptions(), KEY.verifierKey(), KEYS);
  }

  /** A store that outlives the import that closes it, as one on a disk does. */
  static Supplier<Store> kept(Store store) {
    return () ->
        new ForwardingStore(store) {
          @Override
          public void close() {}
        };
  }

  static Store memory() {
    return new InMemoryStore(TABLES);
  }

  /** Every row of every table, as text. */
  static Map<String, String> rows(Store store) {
    Map<String, String> rows = new TreeMap<>();
    for (Table table : TABLES) {
      byte[] next = null;
      do {
        SweepPage page = store.sweep(Sweep.of(table, 50).after(next));
        page.rows().forEach(row -> rows.put(row.key().toString(), new String(row.value(), UTF_8)));
        next = page.next();
      } while (next != null);
    }
    return rows;
  }

  /** Whether all of it is there and the directory is usable. */
  void assertMoved(Path to, Store into, String when) throws IOException {
    assertThat(rows(into)).as(when).isEqualTo(rows(store)).hasSize(270);
    ImportMark.requireNone(to);
    try (TransparencyLog here = log(data);
        TransparencyLog there = log(to)) {
      assertThat(there.checkpoint().note().bytes())
          .as(when)
          .isEqualTo(here.checkpoint().note().bytes());
      assertThat(new String(there.entry(ENTRIES - 1), UTF_8)).as(when).isEqualTo("entry 699");
    }
    assertThat(to.resolve("witness/logs")).as(when).hasContent("logs/v0\n");
    assertThat(to.resolve("witnesses.policy")).as(when).hasContent("quorum none\n");
    assertThat(to.resolve("keys/secret")).as(when).doesNotExist();
  }
}
