package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.SignedNote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments of a capture load. Afterwards every job that was answered
 * {@code 202} is there and ends in success, every one of its events is there, the log checks clean
 * from its entries, and no two checkpoints that were ever served contradict each other.
 *
 * <p>Rounds: {@code -Dcrash.rounds}, 5 by default; continuous integration runs 50.
 */
final class CrashIT {

  private static final int ROUNDS = Integer.getInteger("crash.rounds", 5);
  private static final int EVENTS_PER_DOCUMENT = 20;
  private static final int WRITERS = 3;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  private final AtomicInteger documents = new AtomicInteger();

  /** Jobs answered 202, by their address, with the number of their document. */
  private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

  /** Every checkpoint ever served. */
  private final Queue<SignedNote> checkpoints = new ConcurrentLinkedQueue<>();

  @Test
  void killedAtRandomMoments_losesNothingAcknowledged_andNeverContradictsItself()
      throws IOException {
    long seed = Long.getLong("crash.seed", 20260412);
    Random random = new Random(seed);
    Path data = folder.resolve("data");

    for (int round = 0; round < ROUNDS; round++) {
      try (ServiceProcess service = ServiceProcess.start(data)) {
        Duration life = Duration.ofMillis(300 + random.nextInt(1500));
        loadUntilKilled(service, life);
      }
    }

    try (ServiceProcess service = ServiceProcess.start(data);
        Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      assertThat(acknowledged).as("jobs acknowledged, seed %d", seed).hasSizeGreaterThan(ROUNDS);
      for (Map.Entry<String, Integer> job : acknowledged.entrySet()) {
        assertJobDone(http, job.getKey(), seed);
        assertEventsThere(http, job.getValue(), seed);
      }
      checkpoints.add(note(http));
      assertLogClean(http, service, seed);
    }
    assertNoContradiction(seed);
    System.out.printf(
        "CrashIT: %d kills, %d documents acknowledged, %d checkpoints seen, seed %d%n",
        ROUNDS, acknowledged.size(), checkpoints.size(), seed);
  }

  private void loadUntilKilled(ServiceProcess service, Duration life) {
    AtomicBoolean ending = new AtomicBoolean();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(Thread.ofPlatform().start(() -> capture(service, ending)));
    }
    writers.add(Thread.ofPlatform().start(() -> watchCheckpoints(service, ending)));
    LockSupport.parkNanos(life.toNanos());
    service.kill();
    ending.set(true);
    writers.forEach(CrashIT::join);
  }

  private void capture(ServiceProcess service, AtomicBoolean ending) {
    try (Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      while (!ending.get()) {
        int number = documents.incrementAndGet();
        HttpResponse<String> answer =
            http.post(
                "/epcis/capture",
                "application/ld+json",
                Shipments.document("D", number, EVENTS_PER_DOCUMENT));
        if (answer.statusCode() == 202) {
          String job = answer.headers().firstValue("Location").orElseThrow();
          acknowledged.put(URI.create(job).getRawPath(), number);
        } else {
          assertThat(answer.statusCode()).as(answer.body()).isIn(429, 503);
        }
      }
    } catch (IOException e) {
      return; // killed
    }
  }

  private void watchCheckpoints(ServiceProcess service, AtomicBoolean ending) {
    try (Http http = new Http(service.address(), "")) {
      while (!ending.get()) {
        checkpoints.add(note(http));
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    } catch (IOException e) {
      return; // killed
    }
  }

  private static SignedNote note(Http http) throws IOException {
    HttpResponse<String> answer = http.get("/log/checkpoint", "text/plain");
    if (answer.statusCode() != 200) {
      throw new IOException("no checkpoint: " + answer.statusCode());
    }
    return SignedNote.parse(answer.body());
  }

  private static void assertJobDone(Http http, String location, long seed) {
    Instant deadline = Instant.now().plusSeconds(60);
    JsonNode job = http.json(location);
    while (job.path("running").asBoolean(true) && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      job = http.json(location);
    }
    assertThat(job.path("running").asBoolean(true)).as("%s, seed %d", job, seed).isFalse();
    assertThat(job.path("success").asBoolean(false)).as("%s, seed %d", job, seed).isTrue();
  }

  private static void assertEventsThere(Http http, int number, long seed) throws IOException {
    for (int i = 0; i < EVENTS_PER_DOCUMENT; i += 7) {
      String id = Shipments.eventID(number, i);
      HttpResponse<String> answer =
          http.get("/epcis/events/" + id.replace(":", "%3A"), "application/ld+json");
      assertThat(answer.statusCode()).as("%s, seed %d: %s", id, seed, answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains(id);
    }
  }

  private void assertLogClean(Http http, ServiceProcess service, long seed) throws IOException {
    String key = http.get("/log/key", "text/plain").body().strip();
    ServiceProcess.Outcome outcome =
        ServiceProcess.run("log", "check", service.address() + "/log", "--key", key);
    assertThat(outcome.exit()).as("%s seed %d", outcome.output(), seed).isZero();
  }

  /** Checkpoints of one size have one root; the audit has shown the newest to be the real tree. */
  private void assertNoContradiction(long seed) {
    Map<Long, Set<String>> roots = new HashMap<>();
    for (SignedNote note : checkpoints) {
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      roots
          .computeIfAbsent(checkpoint.size(), size -> ConcurrentHashMap.newKeySet())
          .add(checkpoint.root().toString());
    }
    assertThat(roots.values()).as("seed %d", seed).allMatch(different -> different.size() == 1);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
