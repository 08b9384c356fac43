package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The packaged service is asked to end under load, as an operator or a cluster does it: it says so
 * at {@code /ready} while it still answers, a balancer sends nobody there any more, and every
 * request that was sent by then has its answer. Afterwards every document that was answered {@code
 * 202} is recorded.
 */
@Isolated("says how long a request may take")
final class StopIT {

  private static final int WRITERS = 4;
  private static final int EVENTS_PER_DOCUMENT = 20;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  private final AtomicInteger documents = new AtomicInteger();
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final Map<String, Integer> accepted = new ConcurrentHashMap<>();
  private final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
  private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();

  @Test
  void stoppedUnderLoad_answersEverything_andFinishesWhatItAccepted() {
    Path data = folder.resolve("data");
    String said;
    int exit;
    try (ServiceProcess service = ServiceProcess.announcing(data, Duration.ofSeconds(5))) {
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(Thread.ofPlatform().start(() -> capture(service)));
      }
      while (accepted.size() < 50) {
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }

      service.stop();
      said = untilNotReady(service);
      leaving.set(true);
      writers.forEach(StopIT::join);
      exit = service.ended();
    }

    assertThat(said).contains("not ready: stopping");
    assertThat(exit).as("ended by SIGTERM").isEqualTo(143);
    assertThat(unanswered).isEmpty();
    assertThat(refusals).allMatch(status -> status == 503 || status == 429);
    try (ServiceProcess service = ServiceProcess.start(data);
        Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      for (String job : accepted.keySet()) {
        assertDone(http, job);
      }
    }
    System.out.printf(
        "StopIT: %d documents accepted, all recorded; %d refused; %d unanswered%n",
        accepted.size(), refusals.size(), unanswered.size());
  }

  private void capture(ServiceProcess service) {
    try (Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      while (!leaving.get()) {
        int number = documents.incrementAndGet();
        HttpResponse<String> answer =
            http.post(
                "/epcis/capture",
                "application/ld+json",
                Shipments.document("S", number, EVENTS_PER_DOCUMENT));
        if (answer.statusCode() == 202) {
          String job = answer.headers().firstValue("Location").orElseThrow();
          accepted.put(URI.create(job).getRawPath(), number);
        } else {
          refusals.add(answer.statusCode());
        }
      }
    } catch (IOException e) {
      unanswered.add(String.valueOf(e));
    }
  }

  /** Asks as a balancer does; what it was told when it was not ready any more. */
  private static String untilNotReady(ServiceProcess service) {
    try (Http http = new Http(service.address(), "")) {
      while (true) {
        HttpResponse<String> answer = http.get("/ready", "text/plain");
        if (answer.statusCode() == 503) {
          return answer.body();
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    } catch (IOException e) {
      throw new IllegalStateException("it stopped without saying so", e);
    }
  }

  private static void assertDone(Http http, String location) {
    JsonNode job = http.json(location);
    while (job.path("running").asBoolean(true)) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      job = http.json(location);
    }
    assertThat(job.path("success").asBoolean(false)).as(job.toString()).isTrue();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
