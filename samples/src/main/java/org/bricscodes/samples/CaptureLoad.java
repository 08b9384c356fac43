package org.bricscodes.samples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Captures many documents over HTTP and waits until every job is done: how many events a second go
 * from a request body to durable, indexed and acknowledged, everything on the way included.
 *
 * <p>{@code CaptureLoad URL KEY DOCUMENTS EVENTS CONNECTIONS} — an address on this machine only. An
 * answer of 503 is waited out as {@code Retry-After} asks, and counted.
 */
public final class CaptureLoad {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;
  private final String key;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong refused = new AtomicLong();
  private final List<byte[]> bodies;

  private CaptureLoad(URI base, String key, List<byte[]> bodies) {
    this.base = base;
    this.key = key;
    this.bodies = bodies;
  }

  /** Runs the load; see the class. */
  public static void main(String... arguments) throws InterruptedException {
    if (arguments.length != 5
        || !arguments[0].matches("http://(127\\.\\d+\\.\\d+\\.\\d+|localhost)(:\\d+)?/?")) {
      System.err.println(
          "usage: CaptureLoad http://127.0.0.1:PORT KEY DOCUMENTS EVENTS CONNECTIONS");
      System.exit(2);
    }
    int documents = Integer.parseInt(arguments[2]);
    int events = Integer.parseInt(arguments[3]);
    CaptureLoad load =
        new CaptureLoad(URI.create(arguments[0]), arguments[1], bodies(documents, events));
    long start = System.nanoTime();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
      writers.add(Thread.ofPlatform().start(load::write));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%d documents of %d events, %.1f MB, in %.2f s: %.0f events/s, %d answers 503%n",
        documents,
        events,
        load.bodies.stream().mapToLong(body -> body.length).sum() / 1e6,
        seconds,
        documents * events / seconds,
        load.refused.get());
  }

  private static List<byte[]> bodies(int documents, int events) {
    long run = System.nanoTime();
    List<byte[]> bodies = new ArrayList<>(documents);
    for (int number = 0; number < documents; number++) {
      bodies.add(document(run, number, events).getBytes(StandardCharsets.UTF_8));
    }
    return bodies;
  }

  private void write() {
    List<URI> jobs = new ArrayList<>();
    for (int i = next.getAndIncrement(); i < bodies.size(); i = next.getAndIncrement()) {
      byte[] body = bodies.get(i);
      HttpResponse<String> answer = post(body);
      while (answer.statusCode() == 503) {
        refused.incrementAndGet();
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        answer = post(body);
      }
      if (answer.statusCode() != 202) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
      jobs.add(base.resolve(answer.headers().firstValue("Location").orElseThrow()));
    }
    jobs.forEach(this::awaitDone);
  }

  private HttpResponse<String> post(byte[] body) {
    return send(
        HttpRequest.newBuilder(base.resolve("/epcis/capture"))
            .header("Content-Type", "application/ld+json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private void awaitDone(URI job) {
    String state = send(HttpRequest.newBuilder(job).GET()).body();
    while (state.contains("\"running\":true")) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      state = send(HttpRequest.newBuilder(job).GET()).body();
    }
    if (!state.contains("\"success\":true")) {
      throw new IllegalStateException(state);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(
          request.header("Authorization", "Bearer " + key).timeout(PATIENCE).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("the service does not answer", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String document(long run, int number, int events) {
    StringBuilder list = new StringBuilder(events * 700);
    for (int i = 0; i < events; i++) {
      list.append(i == 0 ? "" : ",").append(event(run, number, i));
    }
    return """
    {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
     "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-01T09:00:00Z",
     "epcisBody":{"eventList":[%s]}}\
    """
        .formatted(list);
  }

  private static String event(long run, int number, int i) {
    return """
    {"type":"ObjectEvent","eventID":"urn:uuid:%08x-%04x-4000-8000-%012x",
     "eventTime":"2026-05-%02dT%02d:%02d:%02d.000+08:00","eventTimeZoneOffset":"+08:00",
     "action":"OBSERVE","bizStep":"shipping","disposition":"in_transit",
     "epcList":["https://id.gs1.org/01/09521222000018/21/%x-%d-%d-1",
                "https://id.gs1.org/01/09521222000018/21/%x-%d-%d-2",
                "https://id.gs1.org/01/09521222000018/21/%x-%d-%d-3"],
     "readPoint":{"id":"https://id.gs1.org/414/9521222000018"},
     "bizLocation":{"id":"https://id.gs1.org/414/9521222000025"},
     "bizTransactionList":[{"type":"po",
        "bizTransaction":"urn:epcglobal:cbv:bt:9521222000018:%d-%d"}]}\
    """
        .formatted(
            (int) (run >>> 8),
            number & 0xffff,
            i,
            1 + number % 28,
            i % 24,
            i % 60,
            number % 60,
            (int) run & 0xffff,
            number,
            i,
            (int) run & 0xffff,
            number,
            i,
            (int) run & 0xffff,
            number,
            i,
            number,
            i / 10);
  }
}
