package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
 * {@code kill -9} at random moments of a load of scans. A scan is recorded behind its answer, so
 * those that were waiting may be lost; but what the history of a code was seen to show is there
 * afterwards, nothing is counted twice or in half, every rule that holds has its alarm, and no
 * alarm is there twice.
 *
 * <p>Rounds: {@code -Dcrash.scan.rounds}, 3 by default.
 */
final class ScanCrashIT {

  private static final int ROUNDS = Integer.getInteger("crash.scan.rounds", 3);
  private static final int ITEMS = 6;
  private static final int WRITERS = 3;

  /** Visits kept of an item. */
  private static final int KEPT = 128;

  /** Scans a kill may cost: what waits, and what is in hand. */
  private static final int MOST_LOST = 16_384 + 512;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  private final AtomicInteger devices = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();

  /** Scans begun, by item: more cannot be counted. */
  private final Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();

  /** Visits a history showed, by item: less must not be counted. */
  private final Map<String, Integer> shown = new ConcurrentHashMap<>();

  /** Ids of alarms that were seen. */
  private final Set<String> alarms = ConcurrentHashMap.newKeySet();

  @Test
  void killedUnderScans_keepsWhatWasShown_andLeavesNothingInHalfOrTwice() throws Exception {
    long seed = Long.getLong("crash.seed", 20261005);
    Random random = new Random(seed);
    Path data = folder.resolve("data");
    Path places = folder.resolve("places.csv");
    Files.writeString(places, "203.0.0.0/16,CN,24.48,118.09\n198.51.0.0/16,RU,55.75,37.62\n");
    List<String> items = List.of();
    int lost = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (ServiceProcess service = ServiceProcess.behindProxy(data, places)) {
        items = items.isEmpty() ? issue(service) : items;
        scanUntilKilled(service, items, 150 + random.nextInt(450), random.nextLong());
      }
      try (ServiceProcess service = ServiceProcess.behindProxy(data, places);
          Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
        String context = "seed " + seed + ", kill " + (round + 1);
        lost = check(http, items, context);
        assertAlarms(http, items, context);
        assertThat(lost).as(context).isLessThanOrEqualTo((round + 1) * MOST_LOST);
        service.kill();
      }
    }
    int all = begun.values().stream().mapToInt(AtomicInteger::get).sum();
    assertThat(all).as("scans, seed %d", seed).isGreaterThanOrEqualTo(150 * ROUNDS);
    System.out.printf(
        "ScanCrashIT: %d kills under load, %d scans, %d of them lost, %d alarms, seed %d%n",
        ROUNDS, all, lost, alarms.size(), seed);
  }

  private static List<String> issue(ServiceProcess service) throws IOException {
    try (Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      return IssuedPacks.of(http, "TGY2604A", ITEMS);
    }
  }

  /** Kills the service when it has answered so many. */
  private void scanUntilKilled(ServiceProcess service, List<String> items, int scans, long seed) {
    AtomicBoolean ending = new AtomicBoolean();
    int before = answered.get();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Random random = new Random(seed + i);
      threads.add(Thread.ofPlatform().start(() -> scan(service, items, random, ending)));
    }
    threads.add(Thread.ofPlatform().start(() -> watch(service, items, ending)));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (answered.get() < before + scans && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    service.kill();
    ending.set(true);
    threads.forEach(ScanCrashIT::join);
  }

  private void scan(
      ServiceProcess service, List<String> items, Random random, AtomicBoolean ending) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!ending.get()) {
        String item = items.get(random.nextInt(items.size()));
        begun.computeIfAbsent(item, key -> new AtomicInteger()).incrementAndGet();
        HttpRequest request = look(service.address(), item, random);
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        assertThat(status).isEqualTo(200);
        answered.incrementAndGet();
      }
    } catch (IOException e) {
      return; // killed
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Each by another device, of sixty networks in two countries. */
  private HttpRequest look(URI service, String item, Random random) {
    String network = random.nextInt(3) == 0 ? "198.51." : "203.0.";
    return HttpRequest.newBuilder(service.resolve("/scan" + item))
        .timeout(PATIENCE)
        .header("Accept", "application/json")
        .header("X-Forwarded-For", network + random.nextInt(30) + ".7")
        .header("User-Agent", "Mozilla/5.0 Phone " + devices.incrementAndGet())
        .build();
  }

  private void watch(ServiceProcess service, List<String> items, AtomicBoolean ending) {
    try (Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      while (!ending.get()) {
        for (String item : items) {
          JsonNode history = Http.tree(http.get("/scans" + item, "application/json").body());
          shown.merge(item, history.path("count").asInt(), Math::max);
        }
        String list = http.get("/scans/alarms?perPage=1000", "application/json").body();
        Http.tree(list).path("alarms").forEach(alarm -> alarms.add(alarm.path("id").asText()));
      }
    } catch (IOException e) {
      return; // killed
    }
  }

  /** Returns how many scans are lost so far. */
  private int check(Http http, List<String> items, String context) {
    int lost = 0;
    for (String item : items) {
      JsonNode history = http.json("/scans" + item);
      int count = history.path("count").asInt();
      int most = begun.getOrDefault(item, new AtomicInteger()).get();
      assertThat(count).as(context).isBetween(shown.getOrDefault(item, 0), most);
      lost += most - count;
      int kept = 0;
      Set<String> began = new HashSet<>();
      for (JsonNode visit : history.path("visits")) {
        kept += visit.path("visits").asInt();
        began.add(visit.path("at").asText());
      }
      assertThat(kept).as(context).isLessThanOrEqualTo(count);
      assertThat(history.path("visits").size()).as(context).isLessThanOrEqualTo(KEPT);
      if (history.path("visits").size() < KEPT) {
        assertThat(kept).as("%s, %s", context, history).isEqualTo(count);
      }
      if (count > 0) {
        assertThat(began).as(context).contains(history.path("first").asText());
      }
    }
    return lost;
  }

  /** The next start raises what is due behind its own start. */
  private void assertAlarms(Http http, List<String> items, String context) {
    Set<String> holding = new HashSet<>();
    for (String item : items) {
      String serial = item.substring(item.length() - 16);
      for (JsonNode rule : http.json("/scans" + item).path("rules")) {
        holding.add(serial + " " + rule.path("rule").asText());
      }
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    Map<String, Integer> raised = raised(http);
    while (!raised.keySet().containsAll(holding) && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      raised = raised(http);
    }
    assertThat(raised.keySet()).as(context).containsAll(holding);
    JsonNode list = http.json("/scans/alarms?perPage=1000").path("alarms");
    Set<String> ids = new HashSet<>();
    for (JsonNode alarm : list) {
      ids.add(alarm.path("id").asText());
      if (alarm.path("serial").isTextual()) {
        assertThat(alarm.path("times").asInt()).as("%s: %s", context, alarm).isEqualTo(1);
      }
    }
    assertThat(ids).as(context).containsAll(alarms);
    alarms.addAll(ids);
  }

  private static Map<String, Integer> raised(Http http) {
    Map<String, Integer> raised = new HashMap<>();
    for (JsonNode alarm : http.json("/scans/alarms?perPage=1000").path("alarms")) {
      raised.merge(
          alarm.path("serial").asText() + " " + alarm.path("rule").asText(), 1, Integer::sum);
    }
    return raised;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
