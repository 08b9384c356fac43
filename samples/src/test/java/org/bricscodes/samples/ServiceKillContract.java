package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.bricscodes.ledger.testkit.KillContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is ended, as by {@code kill -9}, before and after every call an anchor's life takes
 * of its ledger: so between any two of its durable steps. Afterwards every anchor is final, and the
 * ledger holds exactly one for each checkpoint.
 */
abstract class ServiceKillContract {

  private static final int KILLED = 137;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  protected Path folder;

  /** Id of the adapter whose ledger it is. */
  protected abstract String adapter();

  /** The settings it is opened with; the same each time. */
  protected abstract Map<String, String> settings();

  /** How many anchors the ledger holds, counted on the ledger itself. */
  protected abstract long anchorsOnTheLedger() throws Exception;

  @Test
  void service_killedAtEveryLine_anchorsEachCheckpointOnce() throws Exception {
    Path data = folder.resolve("data");
    Path at = folder.resolve("at");
    Files.createDirectories(data.resolve("ledgers"));
    Files.writeString(
        data.resolve("ledgers/second.properties"),
        """
        adapter=halting
        of=%s
        settings=%s
        at=%s
        policy=local
        anchor.every=500ms
        anchor.poll=200ms
        """
            .formatted(
                adapter(),
                settings().entrySet().stream()
                    .map(setting -> setting.getKey() + "=" + setting.getValue())
                    .collect(Collectors.joining(";")),
                at));
    List<String> told = new ArrayList<>();
    int captured = 0;
    for (String step : List.of("prepare", "submit", "inspect", "receipt", "verify")) {
      for (String when : List.of("before", "after")) {
        try (ServiceProcess service = ServiceProcess.with(adapters(), data);
            Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
          int before = captured;
          await(() -> finalSize(http) == before);
          Path whole = Files.writeString(folder.resolve("at.new"), when + " " + step);
          Files.move(whole, at, StandardCopyOption.ATOMIC_MOVE);
          capture(http, ++captured);

          int exit = service.ended();

          told.add("%s %s: exit %d".formatted(when, step, exit));
          assertThat(exit).as("%s %s", when, step).isEqualTo(KILLED);
        }
        Files.delete(at);
      }
    }
    int all = captured;
    try (ServiceProcess service = ServiceProcess.with(adapters(), data);
        Http http = new Http(service.address(), ServiceProcess.ADMIN_KEY)) {
      await(() -> finalSize(http) == all);
      List<Long> sizes = finalSizes(http);

      assertThat(sizes).doesNotHaveDuplicates().hasSize(all);
    }
    assertThat(anchorsOnTheLedger()).as("anchors on the ledger").isEqualTo(all);
    System.out.printf(
        "%s: %d kills, %d checkpoints, each final and on the ledger once%n  %s%n",
        getClass().getSimpleName(), told.size(), all, String.join("\n  ", told));
  }

  private static void capture(Http http, int number) throws IOException {
    HttpResponse<String> answer =
        http.post(
            "/epcis/capture",
            "application/ld+json",
            """
            {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
             "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-04T17:00:00+08:00",
             "epcisBody":{"eventList":[{
               "type":"ObjectEvent","eventTime":"2026-05-02T10:00:00.000+08:00",
               "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"shipping",
               "epcList":["https://id.gs1.org/01/09521222000018/21/K%d"]}]}}
            """
                .formatted(number));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private static long finalSize(Http http) {
    return http.json("/anchors").path("ledgers").path(0).path("latestFinal").path("size").asLong();
  }

  private static List<Long> finalSizes(Http http) {
    String ledger = http.json("/anchors").path("ledgers").path(0).path("ledger").asText();
    JsonNode anchors =
        http.json("/anchors/" + ledger.replace(":", "%3A").replace("+", "%2B") + "?limit=1000")
            .path("anchors");
    List<Long> sizes = new ArrayList<>();
    for (JsonNode anchor : anchors) {
      assertThat(anchor.path("state").asText()).as("%s", anchor).isEqualTo("final");
      sizes.add(anchor.path("size").asLong());
    }
    return sizes;
  }

  /** Where the adapter that ends the process comes from: the kit's classes, or its jar. */
  private static Path adapters() throws URISyntaxException {
    return Path.of(KillContract.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void await(BooleanSupplier done) {
    for (int i = 0; i < 3_000 && !done.getAsBoolean(); i++) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    assertThat(done.getAsBoolean()).isTrue();
  }
}
