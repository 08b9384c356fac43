package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the service, again and again, while events are captured and delivered to a
 * subscriber that fails now and then. Whatever was acknowledged reaches the subscriber, in the
 * order of recording; what reaches it again is what was not confirmed to the service that was
 * killed.
 */
final class SubscriberIT {

  private static final int ROUNDS = Integer.getInteger("subscriber.rounds", 4);
  private static final int PER_DOCUMENT = 10;
  private static final String SUBSCRIPTIONS = "/epcis/queries/shipped/subscriptions";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  private final AtomicInteger captured = new AtomicInteger();

  @Test
  void serviceKilledAgainAndAgain_deliversEverythingAcknowledged_inOrder() throws IOException {
    long seed = Long.getLong("subscriber.seed", 20260504);
    Random random = new Random(seed);
    Path data = folder.resolve("data");
    try (Subscriber subscriber = new Subscriber(random)) {
      for (int round = 0; round < ROUNDS; round++) {
        try (ServiceProcess service = ServiceProcess.delivering(data)) {
          if (round == 0) {
            subscribe(service, subscriber);
          }
          captureUntilKilled(service, Duration.ofMillis(1_000 + random.nextInt(1_500)));
        }
      }
      subscriber.recover();
      try (ServiceProcess service = ServiceProcess.delivering(data)) {
        // A document that was under way when the service was killed may be recorded or not; what
        // comes now is the last in the sequence.
        try (Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
          int last = captured.getAndAdd(PER_DOCUMENT);
          while (!capture(http, last)) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos()); // it has only just begun
          }
        }
        subscriber.await(eventID(captured.get() - 1));
        List<String> recorded = recorded(service);
        assertThat(subscriber.distinct()).as("seed %d", seed).isEqualTo(recorded);
        System.out.printf(
            "SubscriberIT: %d kills of the service, %d events, taken %d times, seed %d%n",
            ROUNDS, recorded.size(), subscriber.taken(), seed);
      }
    }
  }

  private static void subscribe(ServiceProcess service, Subscriber subscriber) throws IOException {
    try (Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      String query = "{\"name\":\"shipped\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}";
      assertThat(http.post("/epcis/queries", "application/json", query).statusCode())
          .isEqualTo(201);
      String order = "{\"dest\":\"%s\",\"stream\":true}".formatted(subscriber.url());
      HttpResponse<String> made = http.post(SUBSCRIPTIONS, "application/json", order);
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
  }

  private void captureUntilKilled(ServiceProcess service, Duration life) {
    AtomicBoolean ending = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
                    while (!ending.get()) {
                      var _ = capture(http, captured.getAndAdd(PER_DOCUMENT));
                    }
                  } catch (IOException e) {
                    ending.set(true); // killed
                  }
                });
    LockSupport.parkNanos(life.toNanos());
    service.kill();
    ending.set(true);
    try {
      writer.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Whether it was taken; if not, it is asked for again later. */
  private static boolean capture(Http http, int from) throws IOException {
    HttpResponse<String> answer =
        http.post("/epcis/capture", "application/ld+json", document(from));
    if (answer.statusCode() != 202 && answer.statusCode() != 429 && answer.statusCode() != 503) {
      throw new AssertionError(answer.body());
    }
    return answer.statusCode() == 202;
  }

  /** Everything that matches, in the order of recording, as the service itself tells it. */
  private static List<String> recorded(ServiceProcess service) throws IOException {
    List<String> ids = new ArrayList<>();
    String path =
        "/epcis/events?EQ_bizStep=shipping&orderBy=recordTime&orderDirection=ASC&perPage=1000";
    try (Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      while (!path.isEmpty()) {
        HttpResponse<String> page = http.get(path, "application/ld+json");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        ids.addAll(Subscriber.eventIDs(page.body().getBytes(StandardCharsets.UTF_8)));
        path =
            page.headers()
                .firstValue("Link")
                .map(link -> link.substring(link.indexOf("/epcis"), link.indexOf('>')))
                .orElse("");
      }
    }
    return ids;
  }

  private static String eventID(int number) {
    return "urn:uuid:00000000-0000-4000-8000-%012x".formatted(number);
  }

  private static String document(int from) {
    StringBuilder events = new StringBuilder();
    for (int i = from; i < from + PER_DOCUMENT; i++) {
      events
          .append(i == from ? "" : ",")
          .append(
              """
              {"type":"ObjectEvent","eventID":"%s","eventTime":"2026-05-01T08:00:00.000+08:00",
               "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"shipping",
               "epcList":["https://id.gs1.org/01/09521222000018/21/S%d"]}\
              """
                  .formatted(eventID(i), i));
    }
    return """
    {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
     "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-01T09:00:00Z",
     "epcisBody":{"eventList":[%s]}}\
    """
        .formatted(events);
  }

  /** A server that now and then dies before or after it has taken a delivery. */
  private static final class Subscriber implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Set<String> distinct = new LinkedHashSet<>();
    private final HttpServer server;
    private final Random random;
    private boolean recovered;
    private int taken;

    Subscriber(Random random) throws IOException {
      this.random = new Random(random.nextLong());
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
      server.createContext("/", this::take);
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    synchronized void recover() {
      recovered = true;
    }

    private void take(HttpExchange exchange) throws IOException {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int fate;
      synchronized (this) {
        fate = recovered ? 9 : random.nextInt(10);
        if (fate != 0) {
          List<String> ids = eventIDs(body);
          distinct.addAll(ids);
          taken += ids.size();
          notifyAll();
        }
      }
      if (fate > 1) {
        exchange.sendResponseHeaders(200, -1);
      }
      exchange.close();
    }

    static List<String> eventIDs(byte[] body) throws IOException {
      JsonNode list = MAPPER.readTree(body).at("/epcisBody/queryResults/resultsBody/eventList");
      List<String> ids = new ArrayList<>();
      list.forEach(event -> ids.add(event.path("eventID").asText()));
      return ids;
    }

    synchronized List<String> distinct() {
      return List.copyOf(distinct);
    }

    synchronized int taken() {
      return taken;
    }

    synchronized void await(String eventID) {
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      try {
        while (!distinct.contains(eventID)) {
          assertThat(System.nanoTime()).as("%d events", distinct.size()).isLessThan(end);
          wait(50);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
