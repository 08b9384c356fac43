package org.bricscodes.samples;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks again and again for the events recorded since the last it was told, page by page, by nodes
 * in turn, as one that copies a service does. It has all of them only if record times never go
 * back: an event that came to be seen with an earlier one than an event seen before, it would miss.
 */
final class RecordFollower implements AutoCloseable {

  private static final int PER_PAGE = 100;
  private static final Duration EVERY = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern NEXT = Pattern.compile("nextPageToken=([^>&]+)");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final List<URI> nodes;
  private final String key;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Thread thread;

  /** Touched by its thread alone. */
  private Instant last = Instant.EPOCH;

  private volatile boolean stopping;

  private RecordFollower(List<URI> nodes, String key) {
    this.nodes = List.copyOf(nodes);
    this.key = key;
    this.thread = Thread.ofPlatform().unstarted(this::run);
  }

  static RecordFollower start(List<URI> nodes, String key) {
    RecordFollower follower = new RecordFollower(nodes, key);
    follower.thread.start();
    return follower;
  }

  /** The eventIDs it was told of so far. */
  Set<String> seen() {
    return Set.copyOf(seen);
  }

  /** Whether it was told of that many. */
  int count() {
    return seen.size();
  }

  /** Answers that were no good, and record times that went back. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  private void run() {
    try {
      for (int turn = 0; !stopping; turn++) {
        ask(nodes.get(turn % nodes.size()));
        LockSupport.parkNanos(EVERY.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Pages of one query, all by one node; it begins again where that breaks off. */
  private void ask(URI node) throws InterruptedException {
    String query =
        "/epcis/events?GE_recordTime="
            + last
            + "&orderBy=recordTime&orderDirection=ASC&perPage="
            + PER_PAGE;
    String token = "";
    Instant reached = last;
    do {
      HttpResponse<String> answer;
      try {
        answer =
            client.send(
                HttpRequest.newBuilder(
                        node.resolve(query + (token.isEmpty() ? "" : "&nextPageToken=" + token)))
                    .timeout(PATIENCE)
                    .header("Accept", "application/json")
                    .header("Authorization", "Bearer " + key)
                    .build(),
                HttpResponse.BodyHandlers.ofString());
      } catch (IOException e) {
        return; // that node is gone
      }
      if (answer.statusCode() >= 500) {
        return;
      }
      if (answer.statusCode() != 200) {
        faults.add(answer.statusCode() + " " + answer.body());
        return;
      }
      for (JsonNode event :
          Http.tree(answer.body()).at("/epcisBody/queryResults/resultsBody/eventList")) {
        Instant recorded = Instant.parse(event.path("recordTime").asText());
        String id = event.path("eventID").asText();
        if (recorded.isBefore(reached)) {
          faults.add(id + " was recorded at " + recorded + ", and stands behind " + reached);
        }
        reached = recorded;
        seen.add(id);
      }
      Matcher next = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
      token = next.find() ? next.group(1) : "";
    } while (!token.isEmpty());
    last = reached;
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
    client.shutdownNow();
  }
}
