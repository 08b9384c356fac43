package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.samples.PartyLoad.Party;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Three nodes that write side by side, each in a log of its own: A, which writes the service as
 * well, B, and C, which does nothing else. Parties with different homes capture by all of them,
 * while B is killed and comes back, C stands still and wakes up, and A is killed and comes back.
 */
@SuppressWarnings("NullAway.Init") // the storage node and the load are started before the tests
@Isolated("says how long an heir takes")
final class LogsCassandraIT {

  private static final String JSON = "application/json";
  private static final String GTIN = "09521222000018";

  /** Longer than a capture takes on a busy machine, far less than a lease stands. */
  private static final Duration NO_PAUSE = Duration.ofSeconds(3);

  private static final List<String> LOGS = List.of("/log", "/log/a", "/log/b", "/log/c");

  @TempDir static Path folder;

  private static CassandraNode store;

  private final List<ServiceProcess> started = new ArrayList<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final Map<String, URI> addresses = new LinkedHashMap<>();

  /** Path of the log each party's events go to. */
  private final Map<Party, String> homes = new LinkedHashMap<>();

  /** Events recorded beside the load, with the log they went to. */
  private final Map<String, String> others = new LinkedHashMap<>();

  private final Map<String, SeenCheckpoints> seen = new LinkedHashMap<>();
  private final Map<String, String> logKeys = new LinkedHashMap<>();
  private PartyLoad load;
  private volatile boolean over;

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
    over = true;
    started.forEach(ServiceProcess::close);
  }

  @Test
  void nodesWithLogsOfTheirOwn_writeSideBySide_andLoseNothingWhicheverIsKilled()
      throws IOException, InterruptedException {
    for (String name : List.of("a", "b", "c")) {
      ports.put(name, Nodes.freePort());
      addresses.put(name, URI.create("http://127.0.0.1:" + ports.get(name)));
    }
    LOGS.forEach(path -> seen.put(path, new SeenCheckpoints(path)));
    load = new PartyLoad(List.copyOf(addresses.values()));
    try (PartyLoad _ = load) {
      Party house = serviceThatHasWrittenAlone();
      ServiceProcess a = node("a", "--log", "a");
      Nodes.copyKeys(folder.resolve("a"), folder.resolve("b"));
      Nodes.copyKeys(folder.resolve("a"), folder.resolve("c"));
      ServiceProcess b = node("b", "--log", "b");
      ServiceProcess c = node("c", "--log", "c", "--only", "capture");
      addresses.keySet().forEach(this::awaitReady);

      Party amal = atHome("amal", "a");
      Party bela = atHome("bela", "b");
      Party boris = atHome("boris", "b");
      Party chen = atHome("chen", "c");
      awaitSizes("b");
      for (String path : LOGS) {
        logKeys.put(path, sameByEveryNode(path + "/key"));
      }
      documentSentToTwoNodesAtOnce_isRecordedOnce();
      eventsOfOnePack_areTakenByEveryNode_once(List.of(house, amal, bela, chen));
      bundleSpansAllLogs("c", 4);

      Thread watch = Thread.ofPlatform().start(this::watchLogs);
      try (RecordFollower follower =
          RecordFollower.start(List.copyOf(addresses.values()), ServiceProcess.ADMIN_KEY)) {
        load.start(List.copyOf(homes.keySet()));
        LockSupport.parkNanos(Duration.ofSeconds(6).toNanos());

        bIsKilled_andOneHeirGoesOn(b, List.of(bela, boris), List.of(house, amal, chen));
        node("b", "--log", "b");
        long asked = System.nanoTime();
        awaitReady("b");
        double back = seconds(asked);
        cStandsStill_andAcknowledgesNothingWhenItWakesUp(c, chen);
        keeperIsKilled_andOthersGoOn(a, List.of(bela, boris, chen), List.of(house, amal));
        node("a", "--log", "a");
        awaitReady("a");

        load.stop();
        System.out.printf(
            "LogsCassandraIT: %d documents; b had its log again after %.1f s%n",
            load.accepted().size(), back);
        requireAllThere(follower);
        over = true;
        watch.join();
        requireLogsSound();
      }
    }
  }

  /** What there was before nodes had logs: the service's own log has events of the house. */
  private Party serviceThatHasWrittenAlone() throws IOException {
    try (ServiceProcess alone = node("a");
        Http admin = new Http(alone.address(), ServiceProcess.ADMIN_KEY)) {
      Nodes.awaitReady(admin);
      Party house = party(admin, "house");
      homes.put(house, "/log");
      for (int i = 0; i < 3; i++) {
        load.capture(house, 0);
      }
      Nodes.await("all logged", () -> Nodes.checkpoint(admin, "/log").size() == expected("/log"));
      return house;
    }
  }

  private ServiceProcess node(String name, String... more) {
    ServiceProcess node =
        ServiceProcess.node(folder.resolve(name), store, ports.getOrDefault(name, 0), more);
    started.add(node);
    return node;
  }

  private URI address(String name) {
    return Objects.requireNonNull(addresses.get(name));
  }

  private Http admin(String name) {
    return new Http(address(name), ServiceProcess.ADMIN_KEY);
  }

  private void awaitReady(String name) {
    try (Http http = admin(name)) {
      Nodes.awaitReady(http);
    }
  }

  /** Gives a party a key. */
  private static Party party(Http admin, String name) {
    String body =
        "{\"party\":\"https://example.com/%s\",\"name\":\"%s\",\"role\":\"partner\"}"
            .formatted(name, name);
    List<String> made = new ArrayList<>();
    Nodes.await(
        "a key for " + name,
        () -> {
          HttpResponse<String> answer = admin.post("/keys", JSON, body);
          if (answer.statusCode() == 503) {
            throw new IOException(answer.body()); // it is ready for its log, and knows no more yet
          }
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
          made.add(Http.tree(answer.body()).path("key").asText());
          return true;
        });
    return new Party(name, made.getFirst());
  }

  /** A party that captures for the first time by this node, by a key just made by another. */
  private Party atHome(String name, String node) {
    try (Http admin = admin("c")) {
      Party party = party(admin, name);
      homes.put(party, "/log/" + node);
      load.capture(party, List.copyOf(addresses.keySet()).indexOf(node));
      return party;
    }
  }

  /** Events that the log must hold of its own. */
  private long expected(String path) {
    long documents =
        homes.entrySet().stream()
            .filter(home -> home.getValue().equals(path))
            .mapToLong(home -> load.documents(home.getKey()))
            .sum();
    return documents * PartyLoad.EVENTS + others.values().stream().filter(path::equals).count();
  }

  /** The node logs hold what is their parties', and the service's log that and its own. */
  private void awaitSizes(String node) {
    try (Http http = admin(node)) {
      for (String path : LOGS) {
        long size =
            path.equals("/log") ? LOGS.stream().mapToLong(this::expected).sum() : expected(path);
        Nodes.await(
            path + " has " + size + " entries",
            () -> {
              long now = Nodes.checkpoint(http, path).size();
              if (now != size) {
                throw new IOException("it has " + now);
              }
              return true;
            });
      }
    }
  }

  private String sameByEveryNode(String path) throws IOException {
    Set<String> answers = new HashSet<>();
    for (String name : addresses.keySet()) {
      try (Http http = admin(name)) {
        HttpResponse<String> answer = http.get(path, "text/plain");
        assertThat(answer.statusCode()).as("%s by %s", path, name).isEqualTo(200);
        answers.add(answer.body());
      }
    }
    assertThat(answers).as(path).hasSize(1);
    return answers.iterator().next();
  }

  /** By a party that nobody has seen before: both nodes want to be its home. */
  private void documentSentToTwoNodesAtOnce_isRecordedOnce() throws IOException {
    Party twin;
    try (Http admin = admin("a")) {
      twin = party(admin, "twin");
    }
    int number = load.take(1);
    String document = Shipments.document(twin.name(), number, PartyLoad.EVENTS);
    CompletableFuture<JsonNode> one =
        CompletableFuture.supplyAsync(() -> captured(address("b"), twin, document));
    CompletableFuture<JsonNode> two =
        CompletableFuture.supplyAsync(() -> captured(address("c"), twin, document));
    List<JsonNode> jobs = List.of(one.join(), two.join());

    assertThat(jobs).allMatch(job -> job.path("success").asBoolean());
    assertThat(jobs.stream().mapToInt(job -> job.path("recorded").asInt()).sum())
        .as("recorded by %s", jobs)
        .isEqualTo(PartyLoad.EVENTS);
    assertThat(jobs.stream().mapToInt(job -> job.path("duplicates").asInt()).sum())
        .as("duplicates of %s", jobs)
        .isEqualTo(PartyLoad.EVENTS);

    String home = homeOf(PartyLoad.EVENTS);
    homes.put(twin, home);
    for (int i = 0; i < PartyLoad.EVENTS; i++) {
      others.put(Shipments.eventID(number, i), home);
    }
    awaitSizes("a");
  }

  /** Which node log has grown by so many events that none of its parties sent. */
  private String homeOf(int events) {
    try (Http http = admin("b")) {
      List<String> grown = new ArrayList<>();
      Nodes.await(
          "a log has grown by " + events,
          () -> {
            grown.clear();
            for (String path : List.of("/log/b", "/log/c")) {
              if (Nodes.checkpoint(http, path).size() == expected(path) + events) {
                grown.add(path);
              }
            }
            return !grown.isEmpty();
          });
      assertThat(grown).hasSize(1);
      return grown.getFirst();
    }
  }

  /** The job of a document, done. */
  private JsonNode captured(URI node, Party party, String document) {
    List<JsonNode> job = new ArrayList<>();
    List<String> path = new ArrayList<>();
    Nodes.await(
        "captured by " + node,
        () -> {
          try {
            if (path.isEmpty()) {
              HttpResponse<String> answer =
                  load.send(node, "/epcis/capture", party.key(), document);
              assertThat(answer.statusCode()).as(answer.body()).isIn(202, 429, 503);
              answer
                  .headers()
                  .firstValue("Location")
                  .ifPresent(location -> path.add(URI.create(location).getRawPath()));
              return false;
            }
            PartyLoad.Answer told = load.get(node, path.getFirst(), party.key());
            assertThat(told.status()).as(told.body()).isEqualTo(200);
            JsonNode now = Http.tree(told.body());
            job.add(now);
            return !now.path("running").asBoolean(true);
          } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
          }
        });
    return job.getLast();
  }

  private void eventsOfOnePack_areTakenByEveryNode_once(List<Party> parties)
      throws IOException, InterruptedException {
    List<URI> nodes = List.copyOf(addresses.values());
    int number = load.take(1);
    for (int i = 0; i < parties.size(); i++) {
      Party party = parties.get(i);
      String id = Shipments.eventID(number, i);
      String event = event(id, i, "shipping");
      String another = event(id, i, "receiving");

      // Each by another node than its home's, where there is one.
      HttpResponse<String> first =
          load.send(nodes.get((i + 1) % nodes.size()), "/epcis/events", party.key(), event);
      assertThat(first.statusCode()).as("%s: %s", party.name(), first.body()).isEqualTo(201);
      others.put(id, homes.getOrDefault(party, ""));
      for (URI node : nodes) {
        HttpResponse<String> again = load.send(node, "/epcis/events", party.key(), event);
        assertThat(again.statusCode()).as("%s by %s", again.body(), node).isEqualTo(409);
        assertThat(again.body()).contains("recorded already");
        HttpResponse<String> taken = load.send(node, "/epcis/events", party.key(), another);
        assertThat(taken.statusCode()).as("%s by %s", taken.body(), node).isEqualTo(409);
        assertThat(taken.body()).contains("another event of yours has this eventID");
      }
    }
    awaitSizes("c");
  }

  private static String event(String id, int minute, String bizStep) {
    return """
    {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
     "type":"ObjectEvent","eventID":"%s","eventTime":"2026-05-02T08:%02d:00.000+08:00",
     "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"%s",
     "epcList":["https://id.gs1.org/01/%s/21/TRAVELLED"],
     "readPoint":{"id":"https://id.gs1.org/414/9521222000018"}}\
    """
        .formatted(id, minute, bizStep, GTIN);
  }

  private void bundleSpansAllLogs(String node, int events) throws IOException {
    try (Http visitor = new Http(address(node), "")) {
      List<String> bundle = new ArrayList<>();
      Nodes.await(
          "a bundle of " + events,
          () -> {
            HttpResponse<String> answer =
                visitor.get("/scan/01/" + GTIN + "/21/TRAVELLED/proof", JSON);
            if (answer.statusCode() != 200) {
              throw new IOException(answer.statusCode() + " " + answer.body());
            }
            bundle.add(answer.body());
            return Http.tree(answer.body()).path("events").size() == events;
          });

      List<String> lines =
          VerifyCommandLine.lines(
              folder,
              bundle.getLast().getBytes(StandardCharsets.UTF_8),
              "--log-key",
              logKeys.getOrDefault("/log", "").strip());
      assertThat(lines.getFirst()).startsWith("PROVEN  ").contains("TRAVELLED");
      assertThat(lines).filteredOn(line -> line.contains("urn:uuid:")).hasSize(events);
    }
  }

  /** Takes down every log's checkpoints, by nodes in turn, until all is over. */
  private void watchLogs() {
    List<String> names = List.copyOf(addresses.keySet());
    for (int turn = 0; !over; turn++) {
      try (Http http = new Http(address(names.get(turn % names.size())), "")) {
        for (SeenCheckpoints log : seen.values()) {
          HttpResponse<String> answer = http.get(log.path() + "/checkpoint", "text/plain");
          if (answer.statusCode() == 200) {
            log.add(answer.body());
          }
        }
      } catch (IOException e) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos()); // that node is gone just now
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private void bIsKilled_andOneHeirGoesOn(
      ServiceProcess b, List<Party> orphaned, List<Party> others) {
    long killed = System.nanoTime();
    b.kill();
    awaitAccepted(orphaned, settled());
    long taken = System.nanoTime();

    List<String> heirs =
        List.of("a", "c").stream()
            .filter(name -> Files.exists(folder.resolve(name).resolve("logs/b")))
            .toList();
    System.out.printf(
        "LogsCassandraIT: b killed, %s its heir after %s; others' pause %s%n",
        heirs, Duration.ofNanos(taken - killed), pause(others, killed, taken));
    assertThat(heirs).hasSize(1);
    assertThat(pause(others, killed, taken)).isLessThan(NO_PAUSE);
  }

  /** Its lease is over when it wakes up, and what it was sent in the meantime lies before it. */
  private void cStandsStill_andAcknowledgesNothingWhenItWakesUp(ServiceProcess c, Party orphaned) {
    long paused = System.nanoTime();
    c.pause();
    try {
      awaitAccepted(List.of(orphaned), settled());
    } finally {
      c.resume();
    }
    double taken = seconds(paused);
    long resumed = System.nanoTime();
    try (Http http = admin("c")) {
      Nodes.await(
          "c sees that another has its log",
          () -> http.get("/ready", "text/plain").statusCode() == 503);
    }
    awaitReady("c");
    awaitAccepted(List.of(orphaned), resumed);
    System.out.printf(
        "LogsCassandraIT: c paused, succeeded after %.1f s; woken, it had its log after %.1f s%n",
        taken, seconds(resumed));
  }

  private void keeperIsKilled_andOthersGoOn(
      ServiceProcess keeper, List<Party> others, List<Party> orphaned) {
    long killed = System.nanoTime();
    keeper.kill();
    awaitAccepted(orphaned, settled());
    awaitReady("b");
    long taken = System.nanoTime();

    System.out.printf(
        "LogsCassandraIT: keeper killed, succeeded after %s; others' pause %s%n",
        Duration.ofNanos(taken - killed), pause(others, killed, taken));
    assertThat(pause(others, killed, taken)).isLessThan(NO_PAUSE);
  }

  /** A moment from which on what a node answered before it was struck has been noted. */
  private static long settled() {
    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    return System.nanoTime();
  }

  private void awaitAccepted(List<Party> parties, long since) {
    for (Party party : parties) {
      Nodes.await("captures of " + party.name() + " again", () -> load.acceptedSince(party, since));
    }
  }

  private Duration pause(List<Party> parties, long since, long until) {
    return parties.stream()
        .map(party -> load.longestPause(party, since, until))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private void requireAllThere(RecordFollower follower) throws IOException, InterruptedException {
    assertThat(load.strange()).isEmpty();
    load.requireAllThere(List.copyOf(addresses.values()), ServiceProcess.ADMIN_KEY);
    for (String id : others.keySet()) {
      assertThat(load.times(address("c"), id, ServiceProcess.ADMIN_KEY)).as(id).isEqualTo(1);
    }
    awaitSizes("c");
    Set<String> all = new HashSet<>(others.keySet());
    for (PartyLoad.Accepted one : load.accepted()) {
      for (int i = 0; i < PartyLoad.EVENTS; i++) {
        all.add(Shipments.eventID(one.number(), i));
      }
    }
    Nodes.await("all events followed", () -> follower.count() >= all.size());
    assertThat(follower.seen()).isEqualTo(all);
    assertThat(follower.faults()).isEmpty();
    bundleSpansAllLogs("a", 4);
  }

  private void requireLogsSound() throws IOException {
    List<String> told = new ArrayList<>();
    for (SeenCheckpoints log : seen.values()) {
      String key = logKeys.getOrDefault(log.path(), "");
      assertThat(sameByEveryNode(log.path() + "/key")).isEqualTo(key);
      SeenCheckpoints.Outcome outcome = log.check(address("b"), key);
      assertThat(outcome.faults()).isEmpty();
      assertThat(log.count()).as("checkpoints of %s seen", log.path()).isGreaterThan(5);
      told.add(log.path() + " " + outcome.entries() + " entries, " + log.count() + " seen");
    }
    System.out.println("LogsCassandraIT: " + String.join("; ", told));
  }
}
