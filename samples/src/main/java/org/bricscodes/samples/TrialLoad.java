package org.bricscodes.samples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Captures and scans at a fixed rate, by all nodes in turn. A call has its time on a schedule, and
 * what it took is counted from then, so that a stall is paid for by all that had to wait. A
 * document that is not accepted is sent again, by the next node, until it is.
 */
final class TrialLoad {

  static final int EVENTS = 5;
  private static final int WRITERS = 6;
  private static final int READERS = 4;
  private static final Duration WRITE_EVERY = Duration.ofSeconds(1);
  private static final Duration READ_EVERY = Duration.ofMillis(200);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final List<URI> nodes;
  private final List<String> keys;
  private final List<SeenCheckpoints> logs;
  private final List<String> codes;

  /** Jobs accepted, by the number of their document. */
  private final Map<Integer, String> jobs = new ConcurrentHashMap<>();

  private final AtomicInteger documents = new AtomicInteger();

  /** Answers that no document of the load should get. */
  private final List<String> broken = Collections.synchronizedList(new ArrayList<>());

  private final List<Thread> threads = new ArrayList<>();
  private final List<Phase> phases = Collections.synchronizedList(new ArrayList<>());
  private volatile Phase phase = new Phase("all well");
  private volatile boolean stopping;

  /** Something done to the cluster. */
  interface Deed {
    void run() throws IOException, InterruptedException;
  }

  /** What was measured between two deeds. */
  private static final class Phase {
    private final String name;
    private final long began = System.nanoTime();
    private final List<Long> captures = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> scans = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger captureFailures = new AtomicInteger();
    private final AtomicInteger scanFailures = new AtomicInteger();

    Phase(String name) {
      this.name = name;
    }
  }

  /**
   * @param keys of who captures, in turn
   * @param logs whose checkpoints are looked at, in turn
   * @param codes what is scanned, in turn
   */
  TrialLoad(List<URI> nodes, List<String> keys, List<SeenCheckpoints> logs, List<String> codes) {
    this.nodes = List.copyOf(nodes);
    this.keys = List.copyOf(keys);
    this.logs = List.copyOf(logs);
    this.codes = List.copyOf(codes);
  }

  void start() {
    phases.add(phase);
    for (int i = 0; i < WRITERS; i++) {
      begin(WRITE_EVERY, i, this::capture);
    }
    for (int i = 0; i < READERS; i++) {
      begin(READ_EVERY, i, this::scan);
    }
    begin(LOOK_EVERY.dividedBy(logs.size()), 0, (due, turn) -> look(turn));
  }

  /** Does it, and counts apart from then on. */
  void phase(String name, Deed deed) throws IOException, InterruptedException {
    Phase next = new Phase(name);
    phases.add(next);
    phase = next;
    System.out.println(name);
    deed.run();
  }

  void stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  int accepted() {
    return jobs.size();
  }

  /** Prints what was measured, a line for each phase. */
  void print() {
    System.out.printf(
        "%n%-32s %7s %9s %7s %31s %9s %7s %31s%n",
        "",
        "seconds",
        "documents",
        "again",
        "ms: half, 99 %, most",
        "scans",
        "failed",
        "ms: half, 99 %, most");
    for (int i = 0; i < phases.size(); i++) {
      Phase one = phases.get(i);
      long ended = i + 1 < phases.size() ? phases.get(i + 1).began : System.nanoTime();
      System.out.printf(
          "%-32s %7d %9d %7d %31s %9d %7d %31s%n",
          one.name,
          (ended - one.began) / 1_000_000_000,
          one.captures.size(),
          one.captureFailures.get(),
          latencies(one.captures),
          one.scans.size(),
          one.scanFailures.get(),
          latencies(one.scans));
    }
  }

  /** What was acknowledged and is not there. */
  List<String> missing(URI node) throws InterruptedException {
    List<String> missing = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService readers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> asked = new ArrayList<>();
      jobs.forEach(
          (number, job) -> asked.add(readers.submit(() -> check(node, number, job, missing))));
      for (Future<?> one : asked) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("what was acknowledged could not be asked for", e);
    }
    missing.addAll(broken);
    return missing;
  }

  /** The body of an answer. */
  String text(URI node, String path) throws IOException, InterruptedException {
    return text(node, path, keys.getFirst());
  }

  private String text(URI node, String path, String key) throws IOException, InterruptedException {
    return client
        .send(request(node, path, key).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Who captures a document. */
  private String key(int document) {
    return keys.get(document % keys.size());
  }

  private void check(URI node, int number, String job, List<String> missing) {
    try {
      long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      String told = text(node, job, key(number));
      while (told.contains("\"running\":true") && System.nanoTime() - deadline < 0) {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        told = text(node, job, key(number));
      }
      if (!told.contains("\"success\":true")) {
        missing.add(job + ": " + told);
      }
      for (int i = 0; i < EVENTS; i++) {
        String path = "/epcis/events/" + Shipments.eventID(number, i).replace(":", "%3A");
        String body = text(node, path, key(number));
        if (!body.contains(Shipments.eventID(number, i))) {
          missing.add(path + ": " + body);
        }
      }
    } catch (IOException e) {
      missing.add(job + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One call that was due at a time; {@code turn} says whose turn it is. */
  private interface Call {
    void make(long due, int turn) throws InterruptedException;
  }

  private void begin(Duration every, int first, Call call) {
    threads.add(
        Thread.ofPlatform()
            .start(
                () -> {
                  long due = System.nanoTime() + every.toNanos() * first / WRITERS;
                  int turn = first;
                  try {
                    while (!stopping) {
                      long wait = due - System.nanoTime();
                      if (wait > 0) {
                        LockSupport.parkNanos(wait);
                        continue;
                      }
                      call.make(due, turn++);
                      due += every.toNanos();
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  private void capture(long due, int turn) throws InterruptedException {
    int number = documents.incrementAndGet();
    for (int attempt = 0; ; attempt++) {
      URI node = nodes.get((turn + attempt) % nodes.size());
      Phase now = phase;
      try {
        HttpResponse<String> answer =
            client.send(
                request(node, "/epcis/capture", key(number))
                    .header("Content-Type", "application/ld+json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            Shipments.document("T", number, EVENTS)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 202) {
          String job = answer.headers().firstValue("Location").orElseThrow();
          jobs.put(number, URI.create(job).getRawPath());
          now.captures.add(System.nanoTime() - due);
          return;
        }
        if (answer.statusCode() != 429
            && answer.statusCode() != 503
            && answer.statusCode() != 502) {
          broken.add("document " + number + ": " + answer.statusCode() + " " + answer.body());
          return;
        }
      } catch (IOException e) {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
      now.captureFailures.incrementAndGet();
      if (stopping && attempt > 100) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private void scan(long due, int turn) throws InterruptedException {
    Phase now = phase;
    String path = "/scan" + codes.get(turn % codes.size());
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        HttpResponse<String> answer =
            client.send(
                request(nodes.get((turn + attempt) % nodes.size()), path, keys.getFirst()).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200 && answer.body().contains("\"verdict\"")) {
          now.scans.add(System.nanoTime() - due);
          return;
        }
      } catch (IOException e) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
    now.scanFailures.incrementAndGet();
  }

  private void look(int turn) throws InterruptedException {
    try {
      SeenCheckpoints log = logs.get(turn % logs.size());
      URI node = nodes.get(turn / logs.size() % nodes.size());
      log.add(text(node, log.path() + "/checkpoint"));
    } catch (IOException | RuntimeException e) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos()); // no checkpoint just now
    }
  }

  private static HttpRequest.Builder request(URI node, String path, String key) {
    return HttpRequest.newBuilder(node.resolve(path))
        .timeout(PATIENCE)
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + key);
  }

  private static String latencies(List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    if (sorted.length == 0) {
      return "";
    }
    Arrays.sort(sorted);
    return "%,.0f  %,.0f  %,.0f"
        .formatted(
            sorted[sorted.length / 2] / 1e6,
            sorted[(int) (sorted.length * 0.99)] / 1e6,
            sorted[sorted.length - 1] / 1e6);
  }
}
