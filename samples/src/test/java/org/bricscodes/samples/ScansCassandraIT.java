package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Nodes that answer scans and do nothing else: they say what the node that writes says, note visits
 * into the same histories, and go on when it is killed.
 */
@Isolated("says how long answers are good for")
final class ScansCassandraIT {

  private static final int ITEMS = 6;
  private static final int VISITS = 60;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  private final List<ServiceProcess> started = new ArrayList<>();
  private final HttpClient phones =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  @Test
  void nodesThatScan_sayWhatTheWriterSays_noteVisitsTogether_andGoOnWithoutIt() throws Exception {
    try (CassandraNode store = CassandraNode.start(folder.resolve("cluster"))) {
      try {
        tell(store);
      } finally {
        started.forEach(ServiceProcess::close);
        phones.shutdownNow();
      }
    }
  }

  private void tell(CassandraNode store) throws Exception {
    Path dataA = folder.resolve("a");
    Path dataB = folder.resolve("b");
    Path dataC = folder.resolve("c");
    int portB = Nodes.freePort();
    ServiceProcess a = node(dataA, store, Nodes.freePort());
    try (Http toA = to(a)) {
      Nodes.awaitReady(toA);
      refusedWithoutTheServicesKeys(store);
      List<String> items = IssuedPacks.of(toA, "TGY2604A", ITEMS);
      capture(toA, items);
      Nodes.copyKeys(dataA, dataB);
      Nodes.copyKeys(dataA, dataC);
      ServiceProcess b = node(dataB, store, portB, "--only", "scans");
      ServiceProcess c = node(dataC, store, Nodes.freePort(), "--only", "scans");
      awaitScanning(b);
      awaitScanning(c);

      sayTheSame(List.of(a, b, c), items);
      visitsAreNotedTogether(List.of(a, b, c), items.getFirst(), toA);
      whatChangesShows(toA, b, items.get(1));
      everythingElseIsHandedOn(b);
      List<String> later = IssuedPacks.of(toA, "TGY2604B", ITEMS);
      assertThat(verdict(b, later.getFirst())).isEqualTo("genuine");

      a.kill();
      goOnWithout(List.of(b, c), items.get(2));
      ServiceProcess again = node(dataA, store, Nodes.freePort());
      try (Http toAgain = to(again)) {
        Nodes.awaitReady(toAgain);
        awaitCount(toAgain, items.get(2), VISITS);
      }
      b.kill();
      long killed = System.nanoTime();
      ServiceProcess bAgain = node(dataB, store, portB, "--only", "scans");
      awaitScanning(bAgain);
      System.out.printf(
          Locale.ROOT,
          "ScansCassandraIT: a node that was killed answered scans itself again after %.1f s%n",
          (System.nanoTime() - killed) / 1e9);
      assertThat(verdict(bAgain, items.getFirst())).isEqualTo("genuine");
    }
  }

  private void refusedWithoutTheServicesKeys(CassandraNode store) throws IOException {
    List<String> words =
        ServiceProcess.nodeWords(folder.resolve("stranger"), store, Nodes.freePort());
    words.addAll(List.of("--only", "scans"));
    ServiceProcess.Outcome keyless = ServiceProcess.run(words.toArray(String[]::new));
    assertThat(keyless.exit()).as(keyless.output()).isEqualTo(1);
    assertThat(keyless.output()).contains("copy the folder keys/ of one of its nodes there");
  }

  /** To a program, which leaves nothing behind. */
  private void sayTheSame(List<ServiceProcess> nodes, List<String> items) throws IOException {
    for (String item : items) {
      JsonNode first = asked(nodes.getFirst(), item);
      assertThat(first.path("verdict").asText()).isEqualTo("genuine");
      assertThat(first.path("journey").size()).as(first.toString()).isPositive();
      for (ServiceProcess other : nodes) {
        Nodes.await(
            "the same of " + item, () -> asked(other, item).equals(asked(nodes.getFirst(), item)));
      }
    }
    String guess = items.getFirst().replaceAll("[^/]{4}$", "ZZZZ");
    assertThat(asked(nodes.get(1), guess)).isEqualTo(asked(nodes.getFirst(), guess));
    assertThat(asked(nodes.get(1), guess).path("verdict").asText()).isEqualTo("not-issued");
  }

  /** One that looks at each node in turn is one visitor; sixty are sixty, whichever they asked. */
  private void visitsAreNotedTogether(List<ServiceProcess> nodes, String item, Http keeper) {
    for (int visit = 0; visit < VISITS; visit++) {
      for (ServiceProcess node : nodes) {
        assertThat(look(node, item, visit)).isEqualTo(200);
      }
    }
    awaitCount(keeper, item, VISITS);
  }

  private void whatChangesShows(Http writer, ServiceProcess node, String item) throws Exception {
    assertThat(verdict(node, item)).isEqualTo("genuine");
    HttpResponse<String> set =
        writer.put(
            "/codes/states" + item, "application/json", "{\"state\":\"void\",\"reason\":\"lost\"}");
    long changed = System.nanoTime();
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    Nodes.await("void", () -> verdict(node, item).equals("void"));
    System.out.printf(
        Locale.ROOT,
        "ScansCassandraIT: what changed showed after %.2f s%n",
        (System.nanoTime() - changed) / 1e9);
  }

  private static void everythingElseIsHandedOn(ServiceProcess node) throws IOException {
    try (Http http = to(node)) {
      assertThat(http.get("/log/checkpoint", "text/plain").statusCode()).isEqualTo(200);
      assertThat(http.get("/codes/batches", "application/json").statusCode()).isEqualTo(200);
    }
  }

  private void goOnWithout(List<ServiceProcess> nodes, String item) throws IOException {
    for (int visit = 0; visit < VISITS; visit++) {
      ServiceProcess node = nodes.get(visit % nodes.size());
      assertThat(look(node, item, visit)).isEqualTo(200);
      assertThat(verdict(node, item)).isEqualTo("genuine");
    }
    try (Http http = to(nodes.getFirst())) {
      assertThat(http.get("/log/checkpoint", "text/plain").statusCode()).isEqualTo(503);
    }
  }

  private ServiceProcess node(Path data, CassandraNode store, int port, String... more) {
    List<String> words = new ArrayList<>(List.of("--trusted-proxies", "127.0.0.0/8"));
    words.addAll(List.of(more));
    ServiceProcess node = ServiceProcess.node(data, store, port, words.toArray(String[]::new));
    started.add(node);
    return node;
  }

  private static Http to(ServiceProcess node) {
    return new Http(node.address(), ServiceProcess.ADMIN_KEY);
  }

  /** Its own measurements know nothing of anchors, which the writer's do. */
  private static void awaitScanning(ServiceProcess node) {
    try (Http http = to(node)) {
      Nodes.await(
          "scans answered here",
          () -> {
            String metrics = http.get("/metrics", "text/plain").body();
            return metrics.contains("scan_looks_recorded") && !metrics.contains("anchor_");
          });
    }
  }

  private static void capture(Http http, List<String> items) throws IOException {
    for (String item : items) {
      String event =
          """
          {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
           "type":"ObjectEvent","eventTime":"2026-05-01T08:00:00.000+08:00",
           "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"shipping",
           "epcList":["https://id.gs1.org/01/09521222000018/21/%s"],
           "readPoint":{"id":"https://id.gs1.org/414/9521222000018"}}\
          """
              .formatted(item.substring(item.lastIndexOf('/') + 1));
      HttpResponse<String> answer = http.post("/epcis/events", "application/ld+json", event);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
  }

  private String verdict(ServiceProcess node, String item) throws IOException {
    return asked(node, item).path("verdict").asText();
  }

  /** By a program of the trade, which has a key and is no visitor. */
  private JsonNode asked(ServiceProcess node, String item) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(node.address().resolve("/scan" + item))
            .timeout(Duration.ofSeconds(30))
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + ServiceProcess.ADMIN_KEY)
            .build();
    JsonNode told = Http.tree(sent(request).body());
    ((ObjectNode) told).remove("asOf"); // when it was made
    return told;
  }

  private int look(ServiceProcess node, String item, int device) {
    HttpRequest request =
        HttpRequest.newBuilder(node.address().resolve("/scan" + item))
            .timeout(Duration.ofSeconds(30))
            .header("Accept", "text/html")
            .header("X-Forwarded-For", "203.0." + device + ".7")
            .header("User-Agent", "Mozilla/5.0 Phone " + device)
            .build();
    try {
      return sent(request).statusCode();
    } catch (IOException e) {
      throw new AssertionError("a scan was not answered", e);
    }
  }

  private HttpResponse<String> sent(HttpRequest request) throws IOException {
    try {
      return phones.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void awaitCount(Http http, String item, int count) {
    Nodes.await(
        count + " visits of " + item,
        () -> {
          int counted = http.json("/scans" + item).path("count").asInt();
          assertThat(counted).isLessThanOrEqualTo(count);
          return counted == count;
        });
  }
}
