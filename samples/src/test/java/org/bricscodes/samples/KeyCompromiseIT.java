package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drill of {@code samples/drills/key-compromise.sh}, by the same commands: a key gets into
 * other hands while codes are being issued. No request fails, nothing is issued under the known key
 * once it is marked, and every code ever issued checks: before, after, under another key-encryption
 * key.
 */
final class KeyCompromiseIT {

  private static final String GTIN = "09521222000018";
  private static final int WRITERS = 3;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  /** Ids of batches in the order of their answers. */
  private final Queue<String> issued = new ConcurrentLinkedQueue<>();

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  @Test
  void keyKnownToOthers_isReplacedWithoutAFailedRequest_andEveryCodeStillChecks()
      throws IOException {
    Path data = folder.resolve("data");
    String oldKek = makeKek("old.kek");
    String newKek = makeKek("new.kek");
    String first;
    String leaked;
    List<String> codes = new ArrayList<>();

    try (ServiceProcess service = ServiceProcess.wrapped(data, oldKek);
        Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      first = issue(http);
      leaked = epoch(first);
      say("issued %s; the key of epoch %s leaks", first, leaked);
      AtomicBoolean ending = new AtomicBoolean();
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(Thread.ofPlatform().start(() -> load(service, ending)));
      }
      awaitBatches(20);

      String rotated = trace(service, "keys", "rotate-master", "--reason", "drill");
      trace(service, "keys", "compromised", leaked, "--reason", "drill");
      int marked = issued.size();
      say("rotated: %s; marked after %d batches", rotated.strip(), marked);
      issued.add("marked");
      awaitBatches(marked + 40);
      ending.set(true);
      writers.forEach(KeyCompromiseIT::join);

      assertThat(failures).isEmpty();
      assertEpochs(leaked);
      JsonNode keys = http.json("/codes/keys");
      assertThat(keys.path("masterKeys")).hasSize(2);
      assertThat(keys.path("epochs").findValuesAsText("status"))
          .containsExactlyInAnyOrder("compromised", "current");
      for (String batch : issued) {
        if (!batch.equals("marked")) {
          codes.add(serial(http, batch));
        }
      }
      codes.add(serial(http, first));
      assertAllCheck(http, codes);
      say("%d batches issued under load, none failed; all their codes check", issued.size() - 1);
    }

    ServiceProcess.Outcome rewrapped =
        ServiceProcess.run(
            "keys", "rewrap", "--data", data.toString(), "--kek", oldKek, "--new-kek", newKek);
    assertThat(rewrapped.exit()).as(rewrapped.output()).isZero();
    assertThat(rewrapped.output()).startsWith("2 key files are wrapped under file:");
    say("%s", rewrapped.output().strip());
    ServiceProcess.Outcome refused =
        ServiceProcess.run(
            "codes", "check", "--data", data.toString(), "--kek", oldKek, link(codes.getFirst()));
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.output()).contains("wrapped under file:");
    try (ServiceProcess service = ServiceProcess.wrapped(data, newKek);
        Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      assertAllCheck(http, codes);
      assertThat(epoch(issue(http))).isNotEqualTo(leaked);
      say("restarted under the new key-encryption key: all %d codes check", codes.size());
    }
  }

  private void load(ServiceProcess service, AtomicBoolean ending) {
    try (Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      while (!ending.get()) {
        issued.add(issue(http));
      }
    } catch (IOException | AssertionError e) {
      failures.add(e.toString());
    }
  }

  private void awaitBatches(int count) {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (issued.size() < count && failures.isEmpty()) {
      assertThat(System.nanoTime()).as("batches issued: %d", issued.size()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** The epoch changed, and the old one is not among batches begun after the mark. */
  private void assertEpochs(String leaked) {
    List<String> all = List.copyOf(issued);
    // Whoever was under way when the mark was set may still have answered after it.
    List<String> after =
        all.subList(all.indexOf("marked") + 1 + WRITERS, all.size()).stream()
            .map(KeyCompromiseIT::epoch)
            .toList();
    assertThat(after).isNotEmpty().doesNotContain(leaked);
    assertThat(new TreeSet<>(after)).hasSize(1);
  }

  private static String issue(Http http) throws IOException {
    HttpResponse<String> answer =
        http.post(
            "/codes/batches",
            "application/json",
            "{\"gtin\":\"" + GTIN + "\",\"lot\":\"DRILL\",\"quantity\":10}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Http.tree(answer.body()).path("id").asText();
  }

  private static String serial(Http http, String batch) throws IOException {
    return http.get("/codes/batches/" + batch + "/codes.csv", "text/csv").body().substring(0, 16);
  }

  private static void assertAllCheck(Http http, List<String> codes) {
    for (String code : codes) {
      assertThat(http.json("/codes/states/01/" + GTIN + "/21/" + code).path("lot").asText())
          .as(code)
          .isEqualTo("DRILL");
    }
  }

  private String makeKek(String name) {
    Path file = folder.resolve(name);
    ServiceProcess.Outcome made = ServiceProcess.run("keys", "make-kek", file.toString());
    assertThat(made.exit()).as(made.output()).isZero();
    return "file:" + file;
  }

  private static String trace(ServiceProcess service, String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    command.addAll(
        List.of("--url", service.address().toString(), "--key", ServiceProcess.ADMIN_KEY));
    ServiceProcess.Outcome outcome = ServiceProcess.run(command.toArray(String[]::new));
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    return outcome.output();
  }

  private static String epoch(String batch) {
    return batch.substring(15, 16);
  }

  private static String link(String serial) {
    return "https://id.gs1.org/01/" + GTIN + "/21/" + serial;
  }

  private static void say(String line, Object... values) {
    System.out.printf("KeyCompromiseIT: " + line + "%n", values);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
