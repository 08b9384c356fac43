package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.capture.CaptureTables;
import org.bricscodes.store.Key;
import org.bricscodes.store.Posting;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.Table;
import org.bricscodes.store.Term;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.TermScan;
import org.bricscodes.store.Write;
import org.bricscodes.store.cassandra.Candidate;
import org.bricscodes.store.cassandra.CassandraSettings;
import org.bricscodes.store.cassandra.CassandraStore;
import org.bricscodes.store.cassandra.Part;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.LogSource;
import org.bricscodes.tlog.ReadLog;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Two nodes that are one service: any takes any request, one is killed for good, the other goes on
 * with its log, and gives it back when it is asked to end. What an earlier version recorded is
 * found.
 */
@SuppressWarnings("NullAway.Init") // the node is started before the tests
@Isolated("says how long nobody writes")
final class NodesCassandraIT {

  private static final int EVENTS = 5;

  /** Says that the index is laid out as it is looked at. */
  private static final Key LAYOUT =
      Key.of(
          new Table("event_layout", Table.Shape.ROWS), "roles".getBytes(StandardCharsets.US_ASCII));

  @TempDir static Path folder;

  private static CassandraNode store;

  /** Jobs that were accepted, by their path, with the number of their document. */
  private final Map<String, Integer> accepted = new LinkedHashMap<>();

  private final List<ServiceProcess> started = new ArrayList<>();
  private int documents;

  @BeforeAll
  static void start() {
    store = CassandraNode.start(folder.resolve("cluster"));
  }

  @AfterAll
  static void end() {
    store.close();
  }

  @AfterEach
  void endNodes() {
    started.forEach(ServiceProcess::close);
  }

  @Test
  void nodeKilledForGood_isSucceededByTheOther_whichLosesNothing() throws IOException {
    Path dataA = folder.resolve("a");
    Path dataB = folder.resolve("b");
    Path dataC = folder.resolve("c");
    ServiceProcess a = node(dataA);
    try (Http toA = to(a)) {
      Nodes.awaitReady(toA);
      refusedWithoutTheServicesKeys(folder.resolve("stranger"));
      Nodes.copyKeys(dataA, dataB);
      ServiceProcess b = node(dataB);
      try (Http toB = to(b)) {
        Nodes.awaitReady(toB);
        for (int i = 0; i < 40; i++) {
          capture(i % 2 == 0 ? toA : toB);
        }
        assertThat(accepted).hasSize(40);
        Checkpoint before = Nodes.checkpoint(toB, "/log");

        a.kill();
        double away = secondsUntilReady(toB, System.nanoTime());
        for (int i = 0; i < 20; i++) {
          capture(toB);
        }
        assertThat(accepted).hasSize(60);
        requireAllThere(toB, b);
        requireExtends(b, toB, before);

        // In the place of the first one another begins, on an empty disk.
        Nodes.copyKeys(dataB, dataC);
        ServiceProcess c = node(dataC);
        try (Http toC = to(c)) {
          Nodes.awaitReady(toC);
          capture(toC);
          long asked = System.nanoTime();
          b.close();
          double handed = secondsUntilReady(toC, asked);
          capture(toC);
          requireAllThere(toC, c);
          requireExtends(c, toC, before);
          System.out.printf(
              "NodesCassandraIT: %d documents; killed: %.1f s without a writer; ended: %.1f s%n",
              accepted.size(), away, handed);
        }
        c.close();
      }
    }
    recordedByAnEarlierVersion_isFound_beforeAnyNodeAnswers(dataA, dataB, dataC);
  }

  /**
   * A node that scans and one with a log of its own come first, and wait for the one that writes.
   */
  private void recordedByAnEarlierVersion_isFound_beforeAnyNodeAnswers(
      Path service, Path scans, Path log) throws IOException {
    layOutAsEarlier();
    try (ServiceProcess scanning =
            ServiceProcess.node(scans, store, Nodes.freePort(), "--only", "scans");
        ServiceProcess _ =
            ServiceProcess.node(
                log, store, Nodes.freePort(), "--log", "later", "--only", "capture")) {
      for (Path refused : List.of(scans, log)) {
        Path said = refused.resolveSibling(refused.getFileName() + ".out");
        Nodes.await(
            "refusal of " + refused,
            () -> Files.readString(said).contains("an earlier version filled the store"));
      }
      try (ServiceProcess writer = node(service);
          Http http = to(writer);
          Http toScanning = to(scanning)) {
        Nodes.awaitReady(http);
        for (int document : accepted.values()) {
          for (int i = 0; i < EVENTS; i++) {
            String query = "/epcis/events?MATCH_epc=" + pack(document, i).replace(":", "%3A");
            assertThat(http.get(query, "application/ld+json").body())
                .contains(Shipments.eventID(document, i));
          }
        }
        Nodes.await(
            "scans answered there",
            () -> toScanning.get("/metrics", "text/plain").body().contains("scan_looks_recorded"));
        Nodes.await(
            "a log of its own", () -> http.get("/log/later/key", "text/plain").statusCode() == 200);
      }
    }
  }

  private static String pack(int document, int event) {
    return "https://id.gs1.org/01/09521222000018/21/N%dE%d".formatted(document, event);
  }

  private static CqlSession session() {
    InetSocketAddress node = CassandraSettings.contactPoints(store.contactPoint()).getFirst();
    return CqlSession.builder().addContactPoint(node).withLocalDatacenter("datacenter1").build();
  }

  /** Each role of a pack in a partition of its own, and no mark that it is otherwise. */
  private void layOutAsEarlier() {
    CassandraSettings settings =
        CassandraSettings.of(CassandraSettings.contactPoints(store.contactPoint()), "trace")
            .withReplication(1);
    try (CassandraStore rows =
        CassandraStore.open(
            settings,
            CaptureTables.all(),
            Part.log("rewriter"),
            Candidate.ALONE,
            Clock.systemUTC(),
            new SecureRandom())) {
      TermIndex index = new TermIndex(rows, CaptureTables.TERM);
      for (int document : accepted.values()) {
        for (int i = 0; i < EVENTS; i++) {
          String earlier = "epc=" + pack(document, i);
          Term term = CaptureTables.term(earlier);
          Posting posting = index.scan(TermScan.newest(term, 1)).postings().getFirst();
          List<Write> writes = new ArrayList<>();
          writes.addAll(
              index.writes(posting.id(), posting.timeMicros(), List.of(Term.sparse(earlier))));
          writes.addAll(index.erasures(posting.id(), posting.timeMicros(), List.of(term)));
          StoreAnswer.await(rows.write(writes));
        }
      }
      assertThat(rows.get(LAYOUT)).as("the mark of an index that is up to date").isNotNull();
      StoreAnswer.await(rows.write(List.of(new Write.Delete(LAYOUT))));
    }
    try (CqlSession session = session()) {
      session.execute("UPDATE trace.\"_schema\" SET layout = 1 WHERE id = 'store'");
    }
  }

  private ServiceProcess node(Path data) throws IOException {
    ServiceProcess node = ServiceProcess.node(data, store, Nodes.freePort());
    started.add(node);
    return node;
  }

  private static Http to(ServiceProcess node) {
    return new Http(node.address(), ServiceProcess.ADMIN_KEY);
  }

  private static double secondsUntilReady(Http http, long since) {
    Nodes.awaitReady(http);
    return (System.nanoTime() - since) / 1e9;
  }

  private void refusedWithoutTheServicesKeys(Path data) throws IOException {
    ServiceProcess.Outcome keyless = runNode(data);
    assertThat(keyless.exit()).as(keyless.output()).isEqualTo(1);
    assertThat(keyless.output())
        .contains("belongs to a service that has keys already")
        .contains("lacks log.key, code-events.key, cursor.key, scan.key")
        .contains("copy the folder keys/ of one of its nodes there");
  }

  private static ServiceProcess.Outcome runNode(Path data) throws IOException {
    return ServiceProcess.run(
        ServiceProcess.nodeWords(data, store, Nodes.freePort()).toArray(String[]::new));
  }

  /** Captures one more document, by whichever node, again and again until it is accepted. */
  private void capture(Http node) {
    int number = ++documents;
    Nodes.await(
        "document " + number,
        () -> {
          HttpResponse<String> answer =
              node.post(
                  "/epcis/capture", "application/ld+json", Shipments.document("N", number, EVENTS));
          if (answer.statusCode() == 429 || answer.statusCode() == 503) {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            return false;
          }
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
          String job = answer.headers().firstValue("Location").orElseThrow();
          accepted.put(URI.create(job).getRawPath(), number);
          return true;
        });
  }

  private void requireAllThere(Http http, ServiceProcess service) throws IOException {
    for (Map.Entry<String, Integer> job : accepted.entrySet()) {
      Nodes.await(
          job.getKey(),
          () -> {
            JsonNode told = http.json(job.getKey());
            return !told.path("running").asBoolean(true) && told.path("success").asBoolean();
          });
      for (int i = 0; i < EVENTS; i++) {
        String id = Shipments.eventID(job.getValue(), i).replace(":", "%3A");
        HttpResponse<String> answer = http.get("/epcis/events/" + id, "application/ld+json");
        assertThat(answer.statusCode()).as("%s: %s", id, answer.body()).isEqualTo(200);
      }
    }
    long events = (long) accepted.size() * EVENTS;
    Nodes.await("all logged", () -> Nodes.checkpoint(http, "/log").size() == events);
    String key = http.get("/log/key", "text/plain").body().strip();
    ServiceProcess.Outcome outcome =
        ServiceProcess.run("log", "check", service.address() + "/log", "--key", key);
    assertThat(outcome.exit()).as(outcome.output()).isZero();
  }

  /** The log has the same root at the size of a checkpoint that was seen earlier. */
  private static void requireExtends(ServiceProcess service, Http http, Checkpoint earlier)
      throws IOException {
    String key = http.get("/log/key", "text/plain").body().strip();
    try (LogSource source =
        LogSource.http(URI.create(service.address() + "/log"), Duration.ofSeconds(30))) {
      ReadLog log = ReadLog.latest(source, TrustedLog.of(VerifierKey.parse(key)));
      assertThat(log.continues(earlier)).as("%s behind %s", log.checkpoint(), earlier).isTrue();
    }
  }
}
