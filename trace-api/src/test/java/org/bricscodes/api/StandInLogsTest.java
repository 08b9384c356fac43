package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.capture.CaptureJobs;
import org.bricscodes.capture.CaptureLimits;
import org.bricscodes.capture.CaptureTables;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.capture.EventCapture;
import org.bricscodes.capture.Homes;
import org.bricscodes.capture.NodeLogs;
import org.bricscodes.capture.Recorder;
import org.bricscodes.capture.RecorderOptions;
import org.bricscodes.capture.Sequencer;
import org.bricscodes.capture.SequencerOptions;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.gs1.CompanyPrefixes;
import org.bricscodes.query.PageTokens;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.cassandra.Holder;
import org.bricscodes.store.rocksdb.RocksStore;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that does not write, and has log a, writer 1; log b, writer 2, is another node's. */
@SuppressWarnings("NullAway.Init") // set before each test
final class StandInLogsTest {

  private static final String EVENT =
      """
      {"@context":"%s","type":"ObjectEvent","eventTime":"2026-05-01T08:00:00.000+08:00",
       "eventTimeZoneOffset":"+08:00","action":"OBSERVE",
       "epcList":["https://id.gs1.org/01/09521222000018/21/N1"]}\
      """
          .formatted(EpcisDoors.CONTEXT);

  @TempDir Path folder;

  private final Deque<AutoCloseable> closers = new ArrayDeque<>();
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Holdings holdings =
      Holdings.of(NodeSettings.at("http://10.0.0.1:8080").withLog("a"));
  private Store store;
  private ApiKeys given;
  private Homes homes;
  private HeldLog log;

  private record Held(String name, int number, TransparencyLog log, Capturing capturing, Desk desk)
      implements HeldLog {

    @Override
    public boolean isWhole() {
      return true;
    }
  }

  /** Nobody looks for holders here. */
  private static final class NoMap implements Desk.Map {
    @Override
    public List<Holder> holders() {
      return List.of();
    }

    @Override
    public List<NodeLogs.Named> logs() {
      return List.of();
    }
  }

  @BeforeEach
  void open() {
    Set<Table> tables = new HashSet<>(CaptureTables.all());
    tables.addAll(Set.of(ApiKeys.TABLE, PageTokens.REVOKED));
    store = own(RocksStore.open(folder.resolve("store"), tables));
    given = ApiKeys.open(store, random, clock);
    homes = new Homes(store, random);
    TransparencyLog tiles =
        own(
            TransparencyLog.open(
                folder.resolve("logs"),
                SignerKey.generate("trace.local/1/a", random),
                LogOptions.standard(clock, random)));
    TermIndex index = new TermIndex(store, CaptureTables.TERM);
    Recorder.open(store, index, RecorderOptions.DEFAULT, clock, random).close(); // has begun
    Recorder recorder = own(Recorder.open(store, index, 1, RecorderOptions.DEFAULT, clock, random));
    own(Sequencer.start(store, index, recorder, tiles, SequencerOptions.DEFAULT));
    CaptureJobs jobs =
        own(
            CaptureJobs.open(
                store,
                recorder,
                EpcisLimits.DEFAULT,
                CaptureLimits.DEFAULT,
                own(Workers.ofJobs()),
                clock,
                random));
    Capturing capturing =
        new Capturing(
            1,
            jobs,
            new EventCapture(recorder, EpcisLimits.DEFAULT),
            new EventArchive(store, index),
            new PageTokens(new byte[32], store, Limits.STANDARD.pageTokenLife(), clock));
    FollowedKeys followed = own(FollowedKeys.start(store, random, clock));
    Desk desk =
        new Desk(
            followed.keys(),
            Optional.of(followed),
            new Captures(
                homes, holdings::mine, writer -> holdings.log(writer).map(HeldLog::capturing)),
            new NoMap());
    log = new Held("a", 1, tiles, capturing, desk);
    holdings.add(log);
  }

  @AfterEach
  void close() throws Exception {
    client.shutdownNow();
    vertx.close().await();
    while (!closers.isEmpty()) {
      closers.pop().close();
    }
  }

  @Test
  void newParty_isRecordedHere_thoughNobodyWritesTheService() throws Exception {
    String key = key("https://id.gs1.org/417/9521222000001", Role.EXPORTER);
    try (StandIn standIn = listen(NodeSettings.Tasks.ALL)) {
      HttpResponse<String> answer = post(standIn, key, "/epcis/events");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      assertThat(answer.headers().firstValue("Location").orElse(""))
          .startsWith("https://trace.example/epcis/events/ni");
      assertThat(homes.known("https://id.gs1.org/417/9521222000001")).hasValue(1);

      HttpResponse<String> again = post(standIn, key, "/epcis/events");
      assertThat(again.statusCode()).isEqualTo(409);
    }
  }

  @Test
  void document_isTakenHere_andItsJobIsShownHere() throws Exception {
    String key = key("https://id.gs1.org/417/9521222000001", Role.EXPORTER);
    try (StandIn standIn = listen(NodeSettings.Tasks.ALL)) {
      HttpResponse<String> answer =
          send(
              standIn,
              key,
              "/epcis/capture",
              HttpRequest.BodyPublishers.ofString(Events.document("shipping", 0, 3)));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      String job = URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();

      HttpResponse<String> shown = get(standIn, key, job);

      assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
      assertThat(shown.body()).contains("\"captureID\"");
    }
  }

  @Test
  void partyOfAnotherLog_isHandedToItsHolder_andPartyOfTheServiceToTheWriter() throws Exception {
    URI holder = node("holder");
    URI writer = node("writer");
    homes.of("https://id.gs1.org/417/2", 2);
    homes.of("https://id.gs1.org/417/0", 0);
    String ofB = key("https://id.gs1.org/417/2", Role.PARTNER);
    String ofService = key("https://id.gs1.org/417/0", Role.PARTNER);
    holdings.seats(List.of(new Seat(2, "b", true, holder.toString())));
    try (StandIn standIn = listen(NodeSettings.Tasks.ALL)) {
      standIn.handTo(writer);

      assertThat(post(standIn, ofB, "/epcis/events").body())
          .isEqualTo("holder|POST|/epcis/events|1.1 trace-node-log|" + EVENT);
      assertThat(post(standIn, ofB, "/epcis/events").body()).startsWith("holder|");
      assertThat(post(standIn, ofService, "/epcis/capture").body())
          .isEqualTo("writer|POST|/epcis/capture|1.1 trace-node|" + EVENT);
      assertThat(get(standIn, ofB, "/epcis/events").body()).startsWith("writer|GET|");
      assertThat(get(standIn, ofB, "/log/b/checkpoint").body()).startsWith("holder|GET|");
      assertThat(get(standIn, ofB, "/log/checkpoint").body()).startsWith("writer|GET|");
      assertThat(get(standIn, ofB, "/log/z/checkpoint").body()).startsWith("writer|GET|");
    }
  }

  @Test
  void partyOfALogThatNobodyHas_isToldWhenToComeAgain() throws Exception {
    homes.of("https://id.gs1.org/417/2", 2);
    String key = key("https://id.gs1.org/417/2", Role.PARTNER);
    holdings.seats(List.of(new Seat(2, "b", false, "")));
    try (StandIn standIn = listen(NodeSettings.Tasks.ALL)) {
      standIn.handTo(node("writer"));
      for (HttpResponse<String> answer :
          List.of(
              post(standIn, key, "/epcis/events"),
              post(standIn, key, "/epcis/capture"),
              get(standIn, key, "/log/b/key"))) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).contains("no node has log b just now; one is taking over");
      }
    }
  }

  @Test
  void requestOfANodeThatTookThisOneForTheHolder_isNotHandedOn() throws Exception {
    homes.of("https://id.gs1.org/417/2", 2);
    String key = key("https://id.gs1.org/417/2", Role.PARTNER);
    holdings.seats(List.of(new Seat(2, "b", true, node("holder").toString())));
    try (StandIn standIn = listen(NodeSettings.Tasks.ALL)) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(at(standIn, "/epcis/events"))
              .header("Authorization", "Bearer " + key)
              .POST(HttpRequest.BodyPublishers.ofString(EVENT));
      HttpResponse<String> told =
          client.send(
              request.header("Via", "1.1 trace-node").build(),
              HttpResponse.BodyHandlers.ofString());
      HttpResponse<String> refused =
          client.send(
              request.header("Via", "1.1 trace-node, 1.1 trace-node-log").build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(told.body()).as("of one that knew no better").startsWith("holder|");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("the nodes are changing places");
    }
  }

  @Test
  void whoHasNoGoodKey_isAnsweredHere() throws Exception {
    String auditor = key("https://id.gs1.org/417/9", Role.AUDITOR);
    try (StandIn standIn = listen(NodeSettings.Tasks.ALL)) {
      standIn.handTo(node("writer"));

      assertThat(post(standIn, "none-of-ours", "/epcis/events").statusCode()).isEqualTo(401);
      assertThat(post(standIn, auditor, "/epcis/events").statusCode()).isEqualTo(403);
      assertThat(homes.known("https://id.gs1.org/417/9")).isEmpty();
    }
  }

  @Test
  void keyThatWasMadeJustNow_isGood() throws Exception {
    try (StandIn standIn = listen(NodeSettings.Tasks.ALL)) {
      for (int i = 0; i < 3; i++) {
        String key = key("https://id.gs1.org/417/" + i, Role.EXPORTER);

        assertThat(post(standIn, key, "/epcis/events").statusCode()).isEqualTo(201);
      }
    }
  }

  @Test
  void logHere_isServed() throws Exception {
    try (StandIn standIn = listen(NodeSettings.Tasks.ALL)) {
      assertThat(get(standIn, "", "/log/a/checkpoint").body()).startsWith("trace.local/1/a\n0\n");
      assertThat(get(standIn, "", "/log/a/key").body()).startsWith("trace.local/1/a+");
      assertThat(get(standIn, "", "/log/a/tile/0/000").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void ready_saysWhetherTheLogIsHere_andOfANodeThatOnlyCapturesNothingElse() throws Exception {
    try (StandIn all = listen(NodeSettings.Tasks.ALL);
        StandIn capture = listen(NodeSettings.Tasks.CAPTURE)) {
      all.handTo(node("writer"));

      assertThat(get(all, "", "/ready").body()).startsWith("writer|GET|/ready");
      assertThat(get(capture, "", "/ready").body()).isEqualTo("ready\n");

      holdings.remove(log);
      for (StandIn one : List.of(all, capture)) {
        HttpResponse<String> answer = get(one, "", "/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("this node does not have its log a");
      }
    }
  }

  @Test
  void withoutItsLog_everythingGoesToTheWriter() throws Exception {
    String key = key("https://id.gs1.org/417/9521222000001", Role.EXPORTER);
    holdings.remove(log);
    try (StandIn standIn = listen(NodeSettings.Tasks.ALL)) {
      standIn.handTo(node("writer"));

      assertThat(post(standIn, key, "/epcis/events").body()).startsWith("writer|POST|");
      assertThat(get(standIn, "", "/log/a/key").body()).startsWith("writer|GET|");
    }
  }

  /** Made by the process that owns the keys. */
  private String key(String party, Role role) {
    return given.issue(party, "name", role).secret();
  }

  private StandIn listen(NodeSettings.Tasks tasks) {
    return StandIn.listen(
        Config.local(folder).withBaseUrl("https://trace.example"),
        Limits.STANDARD,
        holdings,
        tasks,
        CompanyPrefixes.shipped(),
        clock);
  }

  /** A node that says what it was asked, and how. */
  private URI node(String name) {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body ->
                                request
                                    .response()
                                    .end(
                                        String.join(
                                            "|",
                                            name,
                                            request.method().name(),
                                            request.uri(),
                                            request.getHeader("Via"),
                                            body.toString()))));
    server.listen(0, "127.0.0.1").await();
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private HttpResponse<String> post(StandIn standIn, String key, String path) throws Exception {
    return send(standIn, key, path, HttpRequest.BodyPublishers.ofString(EVENT));
  }

  private HttpResponse<String> send(
      StandIn standIn, String key, String path, HttpRequest.BodyPublisher body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(at(standIn, path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(body)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(StandIn standIn, String key, String path) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(standIn, path));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI at(StandIn standIn, String path) {
    return URI.create("http://127.0.0.1:" + standIn.port() + path);
  }

  private <T extends AutoCloseable> T own(T part) {
    closers.push(part);
    return part;
  }
}
