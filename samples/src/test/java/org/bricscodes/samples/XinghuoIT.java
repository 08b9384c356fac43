package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service beside a model node of the Xinghuo family, each in a process of its own, as an
 * operator would set them up: settings in {@code ledgers/}, events that become final there, a kill,
 * and a receipt that names the block.
 */
final class XinghuoIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  @Test
  void events_becomeFinalOnTheChain_alsoAfterAKill() throws IOException {
    Path data = folder.resolve("data");
    Path ledgers = Files.createDirectories(data.resolve("ledgers"));
    Process node = modelNode(ledgers);
    try {
      long first;
      try (ServiceProcess service = ServiceProcess.start(data);
          Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
        issue(http);
        first = anchoredSize(http, 0);
        service.kill();
      }
      try (ServiceProcess service = ServiceProcess.start(data);
          Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
        issue(http);
        long second = anchoredSize(http, first);
        String receipt = receipt(http);
        System.out.println(
            "XinghuoIT: final at size " + first + ", after kill -9 at size " + second);

        assertThat(receipt)
            .startsWith("bricscodes.org/anchor-receipt@v1\nledger xinghuo:0:")
            .contains("\nadapter xinghuo/1\ntx ", "\nposition ", "\ntime 2", "\nevidence ");
      }
    } finally {
      node.destroy();
      node.onExit().join();
    }
  }

  /** What the tests of the adapter run against, as README.md of the adapter starts it. */
  private static Process modelNode(Path ledgers) throws IOException {
    Path root = Tree.root();
    Path classes = root.resolve("chain-adapters/xinghuo-ledger/target/test-classes");
    if (!Files.isDirectory(classes)) {
      throw new IllegalStateException(classes + " is missing: run mvn package first");
    }
    String classPath = root.resolve("trace-api/target/trace.jar") + ":" + classes;
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx128m",
                "-cp",
                classPath,
                "org.bricscodes.ledger.xinghuo.ModelNodeMain",
                ledgers.toString(),
                "algorithm=sm2",
                "block-millis=200")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String listening = lines.readLine();
    String settings = lines.readLine();
    assertThat(listening).startsWith("listening on http://127.0.0.1:");
    assertThat(settings).contains("xinghuo.properties");
    assertThat(URI.create(listening.substring("listening on ".length())).getPort()).isPositive();
    return process;
  }

  private static void issue(Http http) throws IOException {
    HttpResponse<String> answer =
        http.post(
            "/codes/batches",
            "application/json",
            "{\"gtin\":\"09521222000018\",\"lot\":\"CHAIN\",\"quantity\":10}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** Waits until the ledger holds a final checkpoint larger than {@code than}; its size. */
  private static long anchoredSize(Http http, long than) {
    Instant deadline = Instant.now().plus(PATIENCE);
    long size = latest(http);
    while (size <= than) {
      assertThat(Instant.now()).as("anchored: " + http.json("/anchors")).isBefore(deadline);
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      size = latest(http);
    }
    return size;
  }

  private static long latest(Http http) {
    return ledger(http).map(l -> l.path("latestFinal").path("size").asLong()).orElse(0L);
  }

  private static Optional<JsonNode> ledger(Http http) {
    for (JsonNode ledger : http.json("/anchors").path("ledgers")) {
      if (ledger.path("ledger").asText().startsWith("xinghuo:")) {
        return Optional.of(ledger);
      }
    }
    return Optional.empty();
  }

  private static String receipt(Http http) throws IOException {
    JsonNode ledger = ledger(http).orElseThrow();
    String id = URLEncoder.encode(ledger.path("ledger").asText(), StandardCharsets.UTF_8);
    JsonNode anchors = http.json("/anchors/" + id).path("anchors");
    for (JsonNode anchor : anchors) {
      if (anchor.path("state").asText().equals("final")) {
        return http.get("/anchors/" + id + "/receipts/" + anchor.path("tx").asText(), "text/plain")
            .body();
      }
    }
    throw new AssertionError("no final anchor in " + anchors);
  }
}
