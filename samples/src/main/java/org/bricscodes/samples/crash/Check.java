package org.bricscodes.samples.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.tlog.AuditReport;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.LogAudit;
import org.bricscodes.tlog.LogSource;
import org.bricscodes.tlog.ReadLog;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TrustedLog;

/** What must hold of a service that was started again, with all that it acknowledged before. */
final class Check {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration TICK = Duration.ofMillis(10);
  private static final int AUDIT_WORKERS = 2;

  /** Of so many events one is also looked for by the item that it alone names. */
  private static final int OWN_EVERY = 4;

  private static final int SERIAL_LETTERS = 16;
  private static final String JSON = "application/json";

  private final Caller caller;
  private final Told told;
  private final TrustedLog log;

  Check(Caller caller, Told told, TrustedLog log) {
    this.caller = caller;
    this.told = told;
    this.log = log;
  }

  /** After each restart: what the last round acknowledged, and an earlier one. */
  void round(int last, int earlier) throws IOException {
    jobs();
    events(last);
    byId(last);
    if (earlier != last) {
      events(earlier);
    }
    batches(false);
    states(told.states.getOrDefault(last, Map.of()));
    visits();
    reports(last);
    logExtends();
    anchoredNeverBack();
  }

  /** Everything that was ever acknowledged, and what needs the service at rest. */
  void all(Path data, Path ledger, Receiver receiver) throws IOException {
    jobs();
    for (int round : told.events.keySet()) {
      events(round);
    }
    batches(true);
    for (Map<String, String> states : told.states.values()) {
      states(states);
    }
    visits();
    for (Map.Entry<String, String> report : told.reports.entrySet()) {
      report(report.getKey(), report.getValue());
    }
    Set<String> recorded = ids("/epcis/events?perPage=1000");
    Set<String> matching = ids("/epcis/events?perPage=1000&EQ_bizStep=shipping");
    await(
        "the log to cover " + recorded.size() + " events",
        () -> Load.checkpoint(caller, log).size() >= recorded.size());
    SignedCheckpoint newest = Load.checkpoint(caller, log);
    Violation.unless(
        newest.size() == recorded.size(),
        newest.size() + " entries in the log and " + recorded.size() + " events");
    told.checkpoint(newest);
    audit(data);
    await(
        "the ledger to hold " + newest.size() + " entries finally",
        () -> anchoredSize(caller) == newest.size());
    anchors(ledger);
    Set<String> delivered = new TreeSet<>(receiver.taken());
    await(
        "the subscriber to have been sent " + matching.size() + " events",
        () -> {
          delivered.addAll(receiver.taken());
          return delivered.containsAll(matching);
        });
  }

  /** How much of the log a ledger holds finally. */
  static long anchoredSize(Caller caller) throws IOException {
    return caller
        .json("/anchors")
        .path("ledgers")
        .path(0)
        .path("latestFinal")
        .path("size")
        .asLong();
  }

  private void jobs() throws IOException {
    for (Map.Entry<String, Told.Document> job : Map.copyOf(told.jobs).entrySet()) {
      await(
          "job " + job.getKey() + " to end",
          () -> !caller.json(job.getKey()).path("running").asBoolean(true));
      JsonNode ended = caller.json(job.getKey());
      Violation.unless(ended.path("success").asBoolean(), "a job ended in failure: " + ended);
      Told.Document document = job.getValue();
      for (int i = 0; i < document.count(); i++) {
        told.event(document.round(), document.first() + i);
      }
      told.jobs.remove(job.getKey());
    }
  }

  /** Every term finds the same events, all acknowledged ones among them. */
  private void events(int round) throws IOException {
    Set<Integer> acknowledged = told.events.getOrDefault(round, Set.of());
    Set<String> first = null;
    for (String query : Events.queries(round)) {
      Set<String> found = ids(query);
      for (int number : acknowledged) {
        Violation.unless(
            found.contains(Events.id(round, number)),
            "event " + Events.id(round, number) + " was acknowledged and is not found by " + query);
      }
      first = first == null ? found : first;
      Violation.unless(
          found.equals(first),
          "terms of round " + round + " find different events: " + found + " and " + first);
    }
  }

  private void byId(int round) throws IOException {
    for (int number : told.events.getOrDefault(round, Set.of())) {
      String id = Events.id(round, number);
      String answer =
          caller.look(
              "/epcis/events/" + URLEncoder.encode(id, StandardCharsets.UTF_8), Events.JSON);
      Violation.unless(answer.contains(id), "event " + id + " is answered by another");
      Violation.unless(
          number % OWN_EVERY != 0 || ids(Events.own(round, number)).equals(Set.of(id)),
          "not found by its own item: " + id);
    }
  }

  /** Acknowledged orders are what they were; open ones are made now, or are there already. */
  private void batches(boolean whole) throws IOException {
    for (String name : List.copyOf(told.open)) {
      int round = Integer.parseInt(name.split("-", 3)[1]);
      HttpResponse<String> answer = Load.order(caller, name, "LOT" + round, 10);
      Violation.unless(answer.statusCode() == 201, "an order repeated: " + answer.body());
      told.batches.put(name, Caller.tree(answer.body()).path("id").asText());
      told.open.remove(name);
    }
    for (Map.Entry<String, String> batch : told.batches.entrySet()) {
      if (whole || !told.codes.containsKey(batch.getValue())) {
        told.codes(batch.getValue(), serials(caller, batch.getValue()));
        int round = Integer.parseInt(batch.getKey().split("-", 3)[1]);
        HttpResponse<String> again = Load.order(caller, batch.getKey(), "LOT" + round, 10);
        Violation.unless(
            again.statusCode() == 201
                && Caller.tree(again.body()).path("id").asText().equals(batch.getValue()),
            "an order repeated is another batch: " + again.body());
      }
    }
  }

  static List<String> serials(Caller caller, String batch) throws IOException {
    return caller
        .look("/codes/batches/" + batch + "/codes.csv", "text/csv")
        .lines()
        .map(line -> line.substring(0, SERIAL_LETTERS))
        .toList();
  }

  private void states(Map<String, String> states) throws IOException {
    for (Map.Entry<String, String> code : states.entrySet()) {
      String state = caller.json("/codes/states" + code.getKey()).path("state").asText();
      Violation.unless(
          state.equals(code.getValue()),
          code.getKey() + " was acknowledged as " + code.getValue() + " and is " + state);
    }
  }

  private void visits() throws IOException {
    for (Map.Entry<String, Integer> item : told.visits.entrySet()) {
      int count = caller.json("/scans" + item.getKey()).path("count").asInt();
      Violation.unless(
          count >= item.getValue(),
          item.getKey() + " showed " + item.getValue() + " visits and now " + count);
    }
  }

  private void reports(int round) throws IOException {
    for (Map.Entry<String, String> report : told.reports.entrySet()) {
      if (report.getValue().startsWith("torn " + round + " ")) {
        report(report.getKey(), report.getValue());
      }
    }
  }

  private void report(String reference, String words) throws IOException {
    JsonNode report = Caller.tree(caller.anyone().look("/scan/report/" + reference, JSON));
    Violation.unless(
        report.path("words").asText().equals(words), "report " + reference + " is " + report);
  }

  /** By consistency proof from its tiles: the newest checkpoint extends the last one seen. */
  private void logExtends() throws IOException {
    List<SignedCheckpoint> seen = told.checkpoints();
    try (LogSource source = LogSource.http(caller.base().resolve("/log"), PATIENCE)) {
      ReadLog read = ReadLog.latest(source, log);
      if (!seen.isEmpty() && seen.getLast().size() > 0) {
        Checkpoint last = seen.getLast().checkpoint();
        Violation.unless(
            read.checkpoint().size() >= last.size() && read.continues(last),
            "the log does not extend a checkpoint it served: " + last + read.checkpoint());
      }
      told.checkpoint(read.checkpoint());
    }
  }

  private void anchoredNeverBack() throws IOException {
    long before = told.anchored.get();
    await("what was anchored to be anchored again", () -> anchoredSize(caller) >= before);
  }

  /** Recomputes the whole log, and holds it against every checkpoint ever seen. */
  private void audit(Path data) throws IOException {
    try (LogSource source = LogSource.directory(data.resolve("log"))) {
      AuditReport report =
          new LogAudit(
                  source,
                  log,
                  told.checkpoints(),
                  (index, entry) -> Optional.empty(),
                  AUDIT_WORKERS)
              .run();
      Violation.unless(report.isSound(), "the log is not sound: " + report.findings());
    }
  }

  /** The ledger is a log of its own: each of its entries is an anchor, and none is there twice. */
  private void anchors(Path ledger) throws IOException {
    TrustedLog key = Ledger.key(ledger);
    Map<String, Long> entries = new ConcurrentHashMap<>();
    try (LogSource source = LogSource.directory(ledger.resolve("log"))) {
      AuditReport report =
          new LogAudit(
                  source,
                  key,
                  List.of(),
                  (index, entry) -> {
                    String anchor = HexFormat.of().formatHex(Digest.sha256(entry).bytes());
                    return entries.putIfAbsent(anchor, index) == null
                        ? Optional.empty()
                        : Optional.of("this anchor is there twice");
                  },
                  1)
              .run();
      Violation.unless(report.isSound(), "the ledger is not sound: " + report.findings());
    }
    JsonNode listed = caller.json(Ledger.path(caller) + "?limit=1000").path("anchors");
    Set<Long> sizes = new TreeSet<>();
    for (JsonNode anchor : listed) {
      Violation.unless(
          sizes.add(anchor.path("size").asLong()), "a checkpoint has two anchors: " + anchor);
      Violation.unless(
          anchor.path("state").asText().equals("final"), "an anchor is not final: " + anchor);
    }
    Violation.unless(
        entries.size() >= listed.size()
            && (listed.size() == 1000 || entries.size() == listed.size()),
        entries.size() + " anchors on the ledger and " + listed.size() + " known of");
  }

  private Set<String> ids(String query) throws IOException {
    Set<String> ids = new TreeSet<>();
    String path = query;
    while (!path.isEmpty()) {
      HttpResponse<String> page = caller.send("GET", path, "", "", "Accept", Events.JSON);
      Violation.unless(page.statusCode() == 200, path + " is answered " + page.body());
      JsonNode list = Caller.tree(page.body()).at("/epcisBody/queryResults/resultsBody/eventList");
      for (JsonNode event : list) {
        String id = event.path("eventID").asText();
        Violation.unless(ids.add(id), "found twice by " + query + ": " + id);
      }
      path =
          page.headers()
              .firstValue("Link")
              .map(link -> link.substring(link.indexOf("/epcis"), link.indexOf('>')))
              .orElse("");
    }
    return ids;
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(String what, Condition condition) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      Violation.unless(System.nanoTime() < end, "waited in vain for " + what);
      LockSupport.parkNanos(TICK.toNanos());
    }
  }
}
