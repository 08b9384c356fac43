package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A service over a store that an earlier version filled. */
final class EarlierIndexTest {

  private static final int EVENTS = 3;

  /** Where a store says that its index is laid out as it is looked at. */
  private static final Key MARK =
      Key.of(
          new Table("event_layout", Table.Shape.ROWS), "roles".getBytes(StandardCharsets.US_ASCII));

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path data;

  @Test
  void start_findsWhatAnEarlierVersionRecorded_beforeItAnswersAnybody() {
    recordAsEarlier(data);

    for (int start = 0; start < 2; start++) {
      try (RunningServer running = RunningServer.in(data)) {
        requireFound(running);
      }
    }
  }

  @Test
  void importOfWhatAnEarlierVersionFilled_isFoundInTheNewPlace() throws IOException {
    Path earlier = data.resolve("earlier");
    Path moved = data.resolve("moved");
    String export = data.resolve("export").toString();
    recordAsEarlier(earlier);
    requireDone("export", "--data", earlier.toString(), export, "--quiet");
    MovingCommandsTest.copy(earlier.resolve("keys"), moved.resolve("keys"));
    requireDone("import", "--data", moved.toString(), export, "--quiet");

    try (RunningServer running = RunningServer.in(moved)) {
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

  /** Each role of a pack in a partition of its own, and no mark. */
  private static void recordAsEarlier(Path data) {
    try (RunningServer running = RunningServer.in(data)) {
      String key = running.key("https://example.com/house", "partner");
      for (int i = 0; i < EVENTS; i++) {
        Events.capture(running, key, "shipping", i);
      }
      requireFound(running);
    }
    layOutAsEarlier(data);
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

  private static void layOutAsEarlier(Path data) {
    SecureRandom random = new SecureRandom();
    try (Store store =
        StoreSettings.embedded()
            .open(
                new DataDirectory(data, random).store(),
                Assembly.tables(),
                Clock.systemUTC(),
                random)) {
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
      writes.add(new Write.Delete(MARK));
      StoreAnswer.await(store.write(writes));
    }
  }
}
