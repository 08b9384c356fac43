package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bricscodes.tlog.LogException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data directory restored from before what a ledger has seen would fork the log: it is refused.
 */
final class OldBackupTest {

  private static final String DOCUMENT =
      """
      {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
       "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-04T17:00:00+08:00",
       "epcisBody":{"eventList":[{
         "type":"ObjectEvent","eventTime":"2026-05-02T10:00:00.000+08:00",
         "eventTimeZoneOffset":"+08:00","action":"ADD","bizStep":"commissioning",
         "epcList":["https://id.gs1.org/01/09521222000018/21/A1"]}]}}
      """;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  OldBackupTest() {}

  @Test
  void dataDirectory_olderThanItsAnchors_isRefused() throws IOException {
    Path data = folder.resolve("data");
    RunningServer.in(data).close();
    for (String part : List.of("store", "log")) {
      copy(data.resolve(part), folder.resolve(part));
    }
    try (RunningServer running = RunningServer.in(data)) {
      running.send(
          running
              .admin("/epcis/capture")
              .header("Content-Type", "application/ld+json")
              .POST(HttpRequest.BodyPublishers.ofString(DOCUMENT)));
      awaitFinalAnchor(running);
    }
    for (String part : List.of("store", "log")) {
      delete(data.resolve(part));
      copy(folder.resolve(part), data.resolve(part));
    }

    assertThatThrownBy(() -> RunningServer.in(data).close())
        .isInstanceOfSatisfying(
            LogException.class,
            e -> assertThat(e.reason()).isEqualTo(LogException.Reason.CONTRADICTION));
  }

  private static void awaitFinalAnchor(RunningServer running) {
    for (int i = 0; i < 300 && !isFinal(running); i++) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    assertThat(isFinal(running)).isTrue();
  }

  private static boolean isFinal(RunningServer running) {
    JsonNode ledgers = RunningServer.json(running.get("/anchors")).path("ledgers");
    return ledgers.path(0).path("latestFinal").path("size").asLong() == 1;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
