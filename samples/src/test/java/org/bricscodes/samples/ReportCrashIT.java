package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} while consumers report problems. Whoever was thanked finds her report again, in
 * her words, and the exporter finds it in his list.
 *
 * <p>Rounds: {@code -Dcrash.report.rounds}, 2 by default.
 */
final class ReportCrashIT {

  private static final int ROUNDS = Integer.getInteger("crash.report.rounds", 2);
  private static final int WRITERS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  /** Words by reference, of those who were thanked. */
  private final Map<String, String> thanked = new ConcurrentHashMap<>();

  private final AtomicInteger sent = new AtomicInteger();

  @Test
  void killedUnderReports_keepsEveryOneThatWasThankedFor() throws Exception {
    long seed = Long.getLong("crash.seed", 20261126);
    Random random = new Random(seed);
    Path data = folder.resolve("data");
    Path places = folder.resolve("places.csv");
    Files.writeString(places, "203.0.0.0/16,CN\n");
    List<String> codes = List.of();
    for (int round = 0; round < ROUNDS; round++) {
      try (ServiceProcess service = ServiceProcess.behindProxy(data, places)) {
        codes = codes.isEmpty() ? issue(service) : codes;
        reportUntilKilled(service, codes, 20 + random.nextInt(60));
      }
      try (ServiceProcess service = ServiceProcess.behindProxy(data, places)) {
        check(service, "seed " + seed + ", kill " + (round + 1));
        service.kill();
      }
    }
    assertThat(thanked).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(20 * ROUNDS);
    System.out.printf(
        "ReportCrashIT: %d kills, %d reports sent, %d thanked for and all there, seed %d%n",
        ROUNDS, sent.get(), thanked.size(), seed);
  }

  private static List<String> issue(ServiceProcess service) throws IOException {
    try (Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      String order =
          """
          {"gtin":"09521222000018","lot":"TGY2604A","quantity":500,"expiry":"2099-04-23","product":"Tea"}
          """;
      String batch =
          Http.tree(http.post("/codes/batches", "application/json", order).body())
              .path("id")
              .asText();
      List<String> codes = new ArrayList<>();
      http.get("/codes/batches/" + batch + "/codes.csv", "text/csv")
          .body()
          .lines()
          .forEach(line -> codes.add("/01/09521222000018/10/TGY2604A/21/" + line.substring(0, 16)));
      return codes;
    }
  }

  /** Kills the service when so many more were thanked for. */
  private void reportUntilKilled(ServiceProcess service, List<String> codes, int reports) {
    AtomicBoolean ending = new AtomicBoolean();
    int before = thanked.size();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      threads.add(Thread.ofPlatform().start(() -> report(service, codes, ending)));
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (thanked.size() < before + reports && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    service.kill();
    ending.set(true);
    threads.forEach(ReportCrashIT::join);
  }

  private void report(ServiceProcess service, List<String> codes, AtomicBoolean ending) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!ending.get()) {
        int number = sent.getAndIncrement();
        String words = "torn, report " + number;
        HttpRequest request =
            form(service.address(), codes.get(number % codes.size()), number, words);
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 201) {
          thanked.put(Http.tree(answer.body()).path("reference").asText(), words);
        } else {
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429); // all, in common
        }
      }
    } catch (IOException e) {
      return; // killed
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Each from a network of its own. */
  private static HttpRequest form(URI service, String code, int number, String words) {
    return HttpRequest.newBuilder(service.resolve("/scan" + code + "/report"))
        .timeout(PATIENCE)
        .header("Accept", "application/json")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Sec-Fetch-Site", "same-origin")
        .header("X-Forwarded-For", "203.%d.%d.7".formatted(number / 250, number % 250))
        .POST(
            BodyPublishers.ofString(
                "kind=seal&words=" + words.replace(",", "%2C").replace(' ', '+')))
        .build();
  }

  private void check(ServiceProcess service, String context) throws IOException {
    try (Http consumer = new Http(service.address(), "");
        Http admin = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      for (Map.Entry<String, String> own : thanked.entrySet()) {
        HttpResponse<String> answer =
            consumer.get("/scan/report/" + own.getKey(), "application/json");
        assertThat(answer.statusCode()).as(context).isEqualTo(200);
        assertThat(Http.tree(answer.body()).path("words").asText())
            .as(context)
            .isEqualTo(own.getValue());
      }
      Set<String> listed = new HashSet<>();
      String next = "";
      do {
        JsonNode page =
            admin.json("/reports?perPage=100" + (next.isEmpty() ? "" : "&cursor=" + next));
        page.path("reports")
            .forEach(
                report ->
                    assertThat(listed.add(report.path("words").asText())).as(context).isTrue());
        next = page.path("next").asText("");
      } while (!next.isEmpty() && !next.equals("null"));
      assertThat(listed).as(context).containsAll(thanked.values());
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
