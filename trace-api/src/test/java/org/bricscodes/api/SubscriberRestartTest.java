package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A subscriber that is killed and started again 20 times, while events are captured all along:
 * between requests, in the middle of them, before it has taken what it is sent and after. It has
 * every matching event at the end, in the order of recording, and none that does not match.
 */
final class SubscriberRestartTest {

  private static final int KILLS = 20;
  private static final int PER_DOCUMENT = 10;

  @Test
  void killedAndRestarted20Times_receivesEveryMatchingEvent_inOrder(@TempDir Path data) {
    long seed = Long.getLong("subscriber.seed", 20260503);
    Random random = new Random(seed);
    try (RunningServer running = RunningServer.delivering(data, Subscribers.ANYWHERE);
        Receiver receiver = Receiver.start()) {
      String tea = running.key("https://id.gs1.org/417/9521222000001", "exporter");
      running.post(
          tea,
          "/epcis/queries",
          "{\"name\":\"shipped\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}");
      HttpResponse<String> made =
          running.post(
              tea,
              "/epcis/queries/shipped/subscriptions",
              "{\"dest\":\"%s\",\"signatureToken\":\"s\",\"stream\":true}"
                  .formatted(receiver.url()));
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);

      AtomicBoolean enough = new AtomicBoolean();
      AtomicInteger captured = new AtomicInteger();
      CompletableFuture<Void> capturing =
          CompletableFuture.runAsync(
              () -> {
                while (!enough.get()) {
                  int from = captured.get();
                  capture(running, tea, "shipping", from);
                  capture(running, tea, "receiving", 1_000_000 + from);
                  captured.addAndGet(PER_DOCUMENT);
                }
              });
      for (int kill = 0; kill < KILLS; kill++) {
        int style = random.nextInt(3);
        int soon = 1 + random.nextInt(3);
        AtomicInteger requests = new AtomicInteger();
        receiver.answers(
            () -> {
              if (style == 0 || requests.incrementAndGet() < soon) {
                return 200;
              }
              return style == 1 ? Receiver.DIES_BEFORE_TAKING : Receiver.DIES_AFTER_TAKING;
            });
        LockSupport.parkNanos(random.nextInt(300) * 1_000_000L);
        receiver.kill();
        LockSupport.parkNanos(random.nextInt(100) * 1_000_000L);
        receiver.restart();
      }
      receiver.answers(() -> 200);
      enough.set(true);
      capturing.join();

      int count = captured.get();
      receiver.awaitEvents(count);
      List<String> expected = IntStream.range(0, count).mapToObj(Events::eventID).toList();
      assertThat(receiver.eventIDs()).as("seed %d", seed).isEqualTo(expected);
      long sent =
          receiver.taken().stream()
              .mapToLong(taken -> taken.text().split("\"eventID\"", -1).length - 1)
              .sum();
      System.out.printf(
          "SubscriberRestartTest: %d kills, %d events, sent %d times, seed %d%n",
          KILLS, count, sent, seed);
      assertThat(json(running.send(running.as(tea, path(made)))).path("state").asText())
          .isEqualTo("active");
    }
  }

  private static void capture(RunningServer running, String key, String bizStep, int from) {
    HttpResponse<String> answer =
        running.post(key, "/epcis/capture", Events.document(bizStep, from, from + PER_DOCUMENT));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String location = answer.headers().firstValue("Location").orElseThrow();
    String path = location.substring(location.indexOf("/epcis"));
    // One document after the other, so that the order of recording is that of the numbers.
    while (json(running.send(running.as(key, path))).path("running").asBoolean(true)) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static String path(HttpResponse<String> made) {
    String location = made.headers().firstValue("Location").orElseThrow();
    return location.substring(location.indexOf("/epcis"));
  }
}
