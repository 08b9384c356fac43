package org.bricscodes.samples.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.bricscodes.api.client.CaptureReceipt;
import org.bricscodes.api.client.Captures;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.capture.ErrorBehaviour;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.ParsedEvent;

/**
 * Captures many documents over HTTP and waits until every job is done: how many events a second go
 * from a request body to durable, indexed and acknowledged, everything on the way included. Behind
 * that, in the same run and the service at rest: how many the bare engine writes of the same bytes
 * and as many rows.
 *
 * <p>{@code CaptureLoad URL KEY DOCUMENTS EVENTS CONNECTIONS [ROUNDS]} — an address on this machine
 * only. An answer of 503 is waited out as the client does. What the rounds before the last come to
 * is the compiler's work too.
 */
public final class CaptureLoad {

  private static final int EVENTS_OF_THE_ENGINE = 100_000;

  private final Captures captures;
  private final AtomicInteger next = new AtomicInteger();
  private final List<byte[]> bodies;

  private CaptureLoad(TraceClient client, List<byte[]> bodies) {
    this.captures = client.captures();
    this.bodies = bodies;
  }

  /** Runs the load; see the class. */
  public static void main(String... arguments) throws InterruptedException, IOException {
    if (arguments.length < 5
        || arguments.length > 6
        || !arguments[0].matches("http://(127\\.\\d+\\.\\d+\\.\\d+|localhost)(:\\d+)?/?")) {
      System.err.println(
          "usage: CaptureLoad http://127.0.0.1:PORT KEY DOCUMENTS EVENTS CONNECTIONS [ROUNDS]");
      System.exit(2);
    }
    int documents = Integer.parseInt(arguments[2]);
    int events = Integer.parseInt(arguments[3]);
    int connections = Integer.parseInt(arguments[4]);
    TraceClient client = TraceClient.of(URI.create(arguments[0]), arguments[1]);
    double captured = 0;
    for (int round = arguments.length == 5 ? 1 : Integer.parseInt(arguments[5]);
        round > 0;
        round--) {
      captured = new CaptureLoad(client, bodies(documents, events)).run(connections, events);
    }
    RawWrites.Pace raw = RawWrites.like(EVENTS_OF_THE_ENGINE, eventBytes(), rows());
    System.out.printf(
        Locale.ROOT,
        "the bare engine, %d bytes and %d rows each, batches of 500: %.0f events/s; ratio %.2f%n",
        eventBytes(),
        rows(),
        raw.aSecond(),
        captured / raw.aSecond());
  }

  /** Events a second. */
  private double run(int connections, int events) throws InterruptedException {
    long start = System.nanoTime();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      writers.add(Thread.ofPlatform().start(this::write));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double aSecond = bodies.size() * events / seconds;
    System.out.printf(
        Locale.ROOT,
        "%d documents of %d events, %.1f MB, in %.2f s: %.0f events/s%n",
        bodies.size(),
        events,
        bodies.stream().mapToLong(body -> body.length).sum() / 1e6,
        seconds,
        aSecond);
    return aSecond;
  }

  private static int eventBytes() {
    return event(1, 1, 1).getBytes(StandardCharsets.UTF_8).length;
  }

  /** What the index has of one: its terms and its party; its claim and its place in the order. */
  private static int rows() {
    ParsedEvent one =
        new EpcisJson(EpcisLimits.DEFAULT)
            .parse(document(1, 1, 1).getBytes(StandardCharsets.UTF_8))
            .events()
            .getFirst();
    return EventTerms.of(one.event()).size() + 3;
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
    List<String> jobs = new ArrayList<>();
    for (int i = next.getAndIncrement(); i < bodies.size(); i = next.getAndIncrement()) {
      jobs.add(captures.submit(bodies.get(i), EventForm.JSON, ErrorBehaviour.ROLLBACK));
    }
    jobs.forEach(this::awaitDone);
  }

  private void awaitDone(String job) {
    CaptureReceipt receipt = captures.await(job);
    if (!receipt.success()) {
      throw new IllegalStateException(receipt.toString());
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
