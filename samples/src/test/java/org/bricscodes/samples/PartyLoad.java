package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Parties that capture side by side, each one document after another, by all nodes in turn. A
 * document that is not accepted is sent again, by the next node, until it is; whatever else a node
 * may answer is kept as {@linkplain #strange() strange}. Safe for use from any thread.
 */
final class PartyLoad implements AutoCloseable {

  static final int EVENTS = 3;

  private static final Duration EVERY = Duration.ofMillis(300);
  private static final Duration AGAIN = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration DONE_WITHIN = Duration.ofMinutes(1);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final List<URI> nodes;
  private final AtomicInteger documents = new AtomicInteger();
  private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();

  /** When documents of a party were accepted, by its key. */
  private final Map<String, NavigableSet<Long>> times = new ConcurrentHashMap<>();

  private final Queue<String> strange = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * Who captures.
   *
   * @param name short, and its own among them
   */
  record Party(String name, String key) {}

  /** A document that a node answered for. */
  record Accepted(Party party, int number, String job) {}

  /** Answers with this status, and the body of the answer. */
  record Answer(int status, String body) {}

  PartyLoad(List<URI> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /** Lets each of them capture until {@link #stop}. */
  void start(List<Party> parties) {
    stopping = false;
    for (int i = 0; i < parties.size(); i++) {
      Party party = parties.get(i);
      int first = i;
      threads.add(Thread.ofPlatform().start(() -> run(party, first)));
    }
  }

  /** Waits until every document that was begun is accepted. */
  void stop() {
    stopping = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
      threads.clear();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Captures one document more; the first node asked is that one. Returns when it is accepted. */
  void capture(Party party, int node) {
    capture(party, documents.incrementAndGet(), node);
  }

  /** Numbers no other document has: the first of so many. */
  int take(int count) {
    return documents.addAndGet(count) - count + 1;
  }

  /** How many documents of the party were accepted. */
  int documents(Party party) {
    return (int) accepted.stream().filter(one -> one.party().equals(party)).count();
  }

  List<Accepted> accepted() {
    return List.copyOf(accepted);
  }

  /** Answers that no document should get. */
  List<String> strange() {
    return List.copyOf(strange);
  }

  /**
   * The longest time without an accepted document of the party.
   *
   * @param since by {@link System#nanoTime}, as is {@code until}
   */
  Duration longestPause(Party party, long since, long until) {
    long longest = 0;
    long before = since;
    for (long time : times.getOrDefault(party.key(), new ConcurrentSkipListSet<>())) {
      if (time - since > 0 && time - until < 0) {
        longest = Math.max(longest, time - before);
        before = time;
      }
    }
    return Duration.ofNanos(Math.max(longest, until - before));
  }

  /** Whether a document of the party was accepted since then. */
  boolean acceptedSince(Party party, long since) {
    NavigableSet<Long> accepted = times.get(party.key());
    return accepted != null && accepted.last() - since > 0;
  }

  /**
   * Every job ended in success, and every event of it is there once, whichever node is asked.
   *
   * @param admin the key of one who sees all events
   */
  void requireAllThere(List<URI> asked, String admin) {
    try (ExecutorService readers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> checks = new ArrayList<>();
      for (Accepted one : accepted) {
        checks.add(
            readers.submit(
                () -> {
                  requireThere(one, asked, admin);
                  return null;
                }));
      }
      for (Future<?> check : checks) {
        check.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("what was acknowledged is not all there", e);
    }
  }

  private void requireThere(Accepted one, List<URI> asked, String admin)
      throws IOException, InterruptedException {
    URI node = asked.get(one.number() % asked.size());
    URI other = asked.get((one.number() + 1) % asked.size());
    long deadline = System.nanoTime() + DONE_WITHIN.toNanos();
    Answer job = get(node, one.job(), one.party().key());
    while (!isDone(job) && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(AGAIN.toNanos());
      job = get(node, one.job(), one.party().key());
    }
    assertThat(job.body()).as("%s by %s", one, node).contains("\"success\":true");
    for (int i = 0; i < EVENTS; i++) {
      String id = Shipments.eventID(one.number(), i);
      int there = times(other, id, admin);
      while (there == 0 && System.nanoTime() - deadline < 0) {
        LockSupport.parkNanos(AGAIN.toNanos());
        there = times(other, id, admin);
      }
      assertThat(there).as("%s of %s by %s", id, one, other).isEqualTo(1);
    }
  }

  private static boolean isDone(Answer job) {
    return job.status() == 200 && job.body().contains("\"running\":false");
  }

  /** How many events have this identifier. */
  int times(URI node, String eventID, String key) throws IOException, InterruptedException {
    Answer answer = get(node, "/epcis/events/" + eventID.replace(":", "%3A"), key);
    if (answer.status() != 200) {
      return 0;
    }
    JsonNode list = Http.tree(answer.body()).at("/epcisBody/queryResults/resultsBody/eventList");
    return list.size();
  }

  private void run(Party party, int first) {
    long due = System.nanoTime() + EVERY.toNanos() * first / 10;
    for (int turn = first; !stopping; turn++) {
      LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
      capture(party, documents.incrementAndGet(), turn);
      due = Math.max(due + EVERY.toNanos(), System.nanoTime());
    }
  }

  private void capture(Party party, int number, int turn) {
    long deadline = System.nanoTime() + DONE_WITHIN.toNanos();
    String document = Shipments.document(party.name(), number, EVENTS);
    String last = "";
    for (int attempt = 0; System.nanoTime() - deadline < 0; attempt++) {
      URI node = nodes.get((turn + attempt) % nodes.size());
      try {
        HttpResponse<String> answer = send(node, "/epcis/capture", party.key(), document);
        last = answer.statusCode() + " " + answer.body();
        switch (answer.statusCode()) {
          case 202 -> {
            String job = answer.headers().firstValue("Location").orElseThrow();
            accepted.add(new Accepted(party, number, URI.create(job).getRawPath()));
            times
                .computeIfAbsent(party.key(), _ -> new ConcurrentSkipListSet<>())
                .add(System.nanoTime());
            return;
          }
          case 429, 503 -> {
            if (answer.headers().firstValue("Retry-After").isEmpty()) {
              strange.add(node + " says not when to come again: " + last);
            }
          }
          case 502 -> {} // broke off where it was handed on to: as if the answer were lost
          default -> {
            strange.add(node + " to document " + number + " of " + party.name() + ": " + last);
            return;
          }
        }
      } catch (IOException e) {
        last = e.toString();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      LockSupport.parkNanos(AGAIN.toNanos());
    }
    strange.add("document " + number + " of " + party.name() + " is not accepted: " + last);
  }

  /** Sends a body to be captured, once. */
  HttpResponse<String> send(URI node, String path, String key, String body)
      throws IOException, InterruptedException {
    return client.send(
        request(node, path, key)
            .header("Content-Type", "application/ld+json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  Answer get(URI node, String path, String key) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request(node, path, key).build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  private static HttpRequest.Builder request(URI node, String path, String key) {
    return HttpRequest.newBuilder(node.resolve(path))
        .timeout(PATIENCE)
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + key);
  }

  @Override
  public void close() {
    stop();
    client.shutdownNow();
  }
}
