package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.capture.CaptureTables;
import org.bricscodes.store.Key;
import org.bricscodes.store.Posting;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.Table;
import org.bricscodes.store.Term;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.TermScan;
import org.bricscodes.store.Write;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import picocli.CommandLine;

/** A service over a store that an earlier version filled. */
final class EarlierIndexTest {

  private static final int EVENTS = 3;

  private static final String LAYOUT = "event_layout";

  /** Where a store says that its index is laid out as it is looked at. */
  private static final Key MARK =
      Key.of(new Table(LAYOUT, Table.Shape.ROWS), "roles".getBytes(StandardCharsets.US_ASCII));

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path data;

  @Test
  void start_findsWhatAnEarlierVersionRecorded_beforeItAnswersAnybody() throws Exception {
    recordAsEarlier(data);

    for (int start = 0; start < 2; start++) {
      try (RunningServer running = RunningServer.in(data)) {
        requireFound(running);
      }
    }
  }

  @Test
  void importOfWhatAnEarlierVersionExported_isFoundInTheNewPlace() throws Exception {
    Path earlier = data.resolve("earlier");
    Path moved = data.resolve("moved");
    Path export = data.resolve("export");
    recordAsEarlier(earlier);
    requireDone("export", "--data", "" + earlier, "" + export, "--quiet");
    listAsEarlier(export);
    MovingCommandsTest.copy(earlier.resolve("keys"), moved.resolve("keys"));
    requireDone("import", "--data", "" + moved, "" + export, "--quiet");

    try (RunningServer running = RunningServer.in(moved)) {
      requireFound(running);
    }
  }

  @Test
  void restoreOfWhatAnEarlierVersionBackedUp_isFoundInTheNewPlace() throws Exception {
    Path lost = Files.createDirectory(data.resolve("lost"));
    Path backups = data.resolve("backups");
    Path restored = data.resolve("restored");
    Files.writeString(lost.resolve("backups.properties"), "folder=../backups\n");
    try (RunningServer running = RunningServer.in(lost)) {
      record(running);
      requireDone(
          "backup", "--url", "" + running.server().address(), "--key", RunningServer.ADMIN_KEY);
    }
    try (Stream<Path> all = Files.list(backups)) {
      layOutAsEarlier(all.toList().getFirst().resolve("store"));
    }
    MovingCommandsTest.copy(lost.resolve("keys"), restored.resolve("keys"));
    requireDone("restore", "--data", "" + restored, "--backups", "" + backups);
    Path published = lost.resolve("log/checkpoint");
    requireDone("log", "resume", "--data", "" + restored, "--published", "" + published);

    try (RunningServer running = RunningServer.in(restored)) {
      requireFound(running);
    }
  }

  private static void requireDone(String... arguments) {
    StringWriter said = new StringWriter();
    CommandLine command = Trace.command();
    command.setOut(new PrintWriter(said));
    command.setErr(new PrintWriter(said));
    assertThat(command.execute(arguments)).as("%s", said).isZero();
  }

  private static void recordAsEarlier(Path data) throws RocksDBException {
    try (RunningServer running = RunningServer.in(data)) {
      record(running);
    }
    layOutAsEarlier(data.resolve("store"));
  }

  private static void record(RunningServer running) {
    String key = running.key("https://example.com/house", "partner");
    for (int i = 0; i < EVENTS; i++) {
      Events.capture(running, key, "shipping", i);
    }
    requireFound(running);
  }

  private static String pack(int number) {
    return "https://id.gs1.org/01/09521222000018/21/N" + number;
  }

  private static void requireFound(RunningServer running) {
    for (int i = 0; i < EVENTS; i++) {
      String query =
          "/epcis/events?MATCH_epc=" + URLEncoder.encode(pack(i), StandardCharsets.UTF_8);
      HttpResponse<String> answer = running.send(running.admin(query));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains(Events.eventID(i));
    }
  }

  /** Each role of a pack in a partition of its own, and no mark. */
  private static void layOutAsEarlier(Path folder) throws RocksDBException {
    try (Store store =
        StoreSettings.embedded()
            .open(folder, Assembly.tables(), Clock.systemUTC(), new SecureRandom())) {
      TermIndex index = new TermIndex(store, CaptureTables.TERM);
      List<Write> writes = new ArrayList<>();
      for (int i = 0; i < EVENTS; i++) {
        String earlier = "epc=" + pack(i);
        Term term = CaptureTables.term(earlier);
        List<Posting> postings = index.scan(TermScan.newest(term, 10)).postings();
        assertThat(postings).hasSize(1);
        Posting posting = postings.getFirst();
        writes.addAll(
            index.writes(posting.id(), posting.timeMicros(), List.of(Term.sparse(earlier))));
        writes.addAll(index.erasures(posting.id(), posting.timeMicros(), List.of(term)));
      }
      assertThat(store.get(MARK)).as("the mark of a store that is up to date").isNotNull();
      StoreAnswer.await(store.write(writes));
    }
    dropTable(folder);
  }

  /** An earlier version knows no table for the mark, so its store has none. */
  private static void dropTable(Path folder) throws RocksDBException {
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    try (Options options = new Options()) {
      for (byte[] name : RocksDB.listColumnFamilies(options, "" + folder)) {
        families.add(new ColumnFamilyDescriptor(name));
      }
    }
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    try (DBOptions options = new DBOptions();
        RocksDB database = RocksDB.open(options, "" + folder, families, opened)) {
      for (ColumnFamilyHandle family : opened) {
        if (LAYOUT.equals(new String(family.getName(), StandardCharsets.US_ASCII))) {
          database.dropColumnFamily(family);
        }
      }
      byte[] schema = "schema".getBytes(StandardCharsets.US_ASCII);
      String tables = new String(database.get(schema), StandardCharsets.US_ASCII);
      String line = "ROWS " + LAYOUT + "\n";
      assertThat(tables).contains(line);
      database.put(schema, tables.replace(line, "").getBytes(StandardCharsets.US_ASCII));
      opened.forEach(ColumnFamilyHandle::close);
    }
  }

  /**
   * The present version exports the table, empty; the manifest ends with the digest of the rest.
   */
  private static void listAsEarlier(Path export) throws IOException {
    Path manifest = export.resolve("manifest");
    String listed = Files.readString(manifest);
    String earlier =
        listed
            .substring(0, listed.lastIndexOf("digest "))
            .replaceFirst("table " + LAYOUT + " ROWS 0 .*\n", "")
            .replaceFirst("stream table-" + LAYOUT + " 1\nsegment 0 .*\n", "");
    assertThat(earlier).doesNotContain(LAYOUT);
    Files.writeString(
        manifest,
        earlier + "digest " + Digest.sha256(earlier.getBytes(StandardCharsets.UTF_8)) + "\n");
    Files.delete(export.resolve("table-" + LAYOUT).resolve("00000001.segment"));
  }
}
