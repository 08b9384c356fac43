package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.ledger.EventReceipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Several ledgers at once, and what an operator and a verifier see of them. */
final class LedgersTest {

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  LedgersTest() {}

  @Test
  void ledgers_twoAtTheirOwnPace_areAnchoredMeasuredAndReadAgain() throws IOException {
    Path data = data("near.properties", "adapter=directory\npolicy=local\ndir=near\n");
    write(
        data,
        "each.properties",
        """
        adapter=directory
        policy=local
        dir=each
        origin=regulator.example/events
        anchor.every=1s
        anchor.poll=200ms
        anchor.events=each
        anchor.events-from=0
        """);
    try (RunningServer running = RunningServer.in(data)) {
      Events.capture(running, RunningServer.ADMIN_KEY, "shipping", 1);
      Events.capture(running, RunningServer.ADMIN_KEY, "receiving", 2);
      String each = ledger(running, "regulator.example/events");
      await(() -> latest(running, 0) >= 2 && latest(running, 1) >= 2);
      await(() -> running.get("/anchors/" + each + "/events/1").statusCode() == 200);
      await(() -> metrics(running).contains("anchor_events_recorded{ledger=\"directory:reg"));

      JsonNode document = RunningServer.json(running.get("/anchors/" + each));
      assertThat(document.path("health").asText()).isEqualTo("ready");
      assertThat(document.path("finality").asText()).isEqualTo("instant");
      assertThat(document.path("events").path("recorded").asLong()).isGreaterThanOrEqualTo(2);
      assertThat(document.path("transactions").asLong()).isPositive();
      assertThat(document.path("reorganisations").asLong()).isZero();
      assertThat(document.path("lagEntries").asLong()).isZero();
      EventReceipt receipt =
          EventReceipt.parse(
              running
                  .get("/anchors/" + each + "/events/1")
                  .body()
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(receipt.event().index()).isEqualTo(1);
      assertThat(running.get("/anchors/" + each + "/troubles").statusCode()).isEqualTo(401);
      assertThat(running.send(running.admin("/anchors/" + each + "/troubles")).body())
          .contains("\"health\":{\"status\":\"ready\"")
          .contains("\"anchors\":[]");
      assertThat(running.send(running.admin("/anchors/memory%3Anone/troubles")).statusCode())
          .isEqualTo(404);
      assertThat(running.get("/anchors/" + each + "/events/9999").statusCode()).isEqualTo(404);
      assertThat(running.get("/anchors/" + each + "/events/01").statusCode()).isEqualTo(400);
      await(() -> metrics(running).contains("anchor_lag_entries{ledger=\"directory:reg"));
      Files.write(folder.resolve("proof.json"), proof(running));
    }

    String near = data.resolve("ledgers/near").toString();
    String regulator = data.resolve("ledgers/each").toString();
    Verified both =
        verify(
            "--ledger-node",
            "directory:anchors.internal/directory+" + keyId(near) + "=" + near,
            "--ledger-node",
            "directory:regulator.example/events+" + keyId(regulator) + "=" + regulator);
    assertThat(both.said()).contains("PROVEN").contains("read again from " + near + ": it holds");
    assertThat(both.said()).contains("read again from " + regulator + ": it holds");
    assertThat(both.exit()).isZero();
    assertThat(verify("--ledger-node", near).exit()).as("which ledger?").isEqualTo(2);
    Verified gone = verify("--ledger-node", "directory=" + folder.resolve("nowhere"));
    assertThat(gone.exit()).isEqualTo(2);
    assertThat(gone.said()).contains("could not be asked");
  }

  @Test
  void ledger_otherThanExpected_isRefusedAtTheStart() throws IOException {
    Path data =
        data("near.properties", "adapter=directory\ndir=near\nanchor.ledger=directory:other+1\n");

    assertThatThrownBy(() -> RunningServer.in(data).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("near.properties: anchor.ledger=directory:other+1, but");
  }

  /** One writer for each key: the second waits for it, and takes nothing of the first's. */
  @Test
  void ledger_ofAnotherServer_isAwaitedWhileThatRuns() throws IOException {
    String text = "adapter=directory\ndir=" + folder.resolve("shared") + "\n";
    Path first = data("near.properties", text);
    Path second = folder.resolve("second");
    write(second, "near.properties", text);

    RunningServer running = RunningServer.in(first);
    try (RunningServer waiting = RunningServer.in(second)) {
      assertThat(running.get("/anchors").body()).contains("\"absent\":[]");
      assertThat(RunningServer.json(waiting.get("/anchors")).path("absent"))
          .hasToString("[{\"file\":\"near.properties\",\"why\":\"awaited\"}]");
      assertThat(metrics(waiting)).contains("anchor_ledgers_absent 1\n");
      Events.capture(waiting, RunningServer.ADMIN_KEY, "shipping", 1);
      running.close();

      await(() -> metrics(waiting).contains("anchor_ledgers_absent 0\n"));
      await(() -> latest(waiting, 0) >= 1);
      assertThat(waiting.get("/anchors").body()).contains("\"absent\":[]").contains("title");
    } finally {
      running.close();
    }
  }

  @Test
  void ledger_reachedLate_thatIsNotTheExpectedOne_isRefused_andTheServiceGoesOn()
      throws IOException {
    String text = "adapter=directory\ndir=" + folder.resolve("shared") + "\n";
    Path first = data("near.properties", text);
    Path second = folder.resolve("second");
    write(second, "near.properties", text + "anchor.ledger=directory:other+1\n");

    RunningServer running = RunningServer.in(first);
    try (RunningServer waiting = RunningServer.in(second)) {
      running.close();

      await(() -> waiting.get("/anchors").body().contains("\"why\":\"refused\""));
      assertThat(waiting.get("/ready").statusCode()).isEqualTo(200);
    } finally {
      running.close();
    }
  }

  private record Verified(int exit, String said) {}

  private Verified verify(String... options) {
    StringWriter said = new StringWriter();
    CommandLine command =
        Trace.command().setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    String[] words = new String[options.length + 2];
    words[0] = "verify";
    words[1] = folder.resolve("proof.json").toString();
    System.arraycopy(options, 0, words, 2, options.length);
    return new Verified(command.execute(words), said.toString());
  }

  private static String keyId(String ledger) throws IOException {
    String key = Files.readString(Path.of(ledger, "ledger.vkey"), StandardCharsets.UTF_8).strip();
    return key.split("\\+", 3)[1];
  }

  private Path data(String file, String text) throws IOException {
    Path data = folder.resolve("data");
    write(data, file, text);
    return data;
  }

  private static void write(Path data, String file, String text) throws IOException {
    Files.createDirectories(data.resolve("ledgers"));
    Files.writeString(data.resolve("ledgers").resolve(file), text, StandardCharsets.UTF_8);
  }

  private static String ledger(RunningServer running, String origin) {
    for (JsonNode node : RunningServer.json(running.get("/anchors")).path("ledgers")) {
      String id = node.path("ledger").asText();
      if (id.contains(origin)) {
        return Percent.encode(id);
      }
    }
    throw new AssertionError("no ledger of " + origin);
  }

  private static long latest(RunningServer running, int ledger) {
    JsonNode ledgers = RunningServer.json(running.get("/anchors")).path("ledgers");
    return ledgers.path(ledger).path("latestFinal").path("size").asLong();
  }

  private static String metrics(RunningServer running) {
    return running.send(running.admin("/metrics")).body();
  }

  private static byte[] proof(RunningServer running) {
    return running
        .send(running.admin("/export/events.proof.json"))
        .body()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void await(BooleanSupplier done) {
    for (int i = 0; i < 1_800 && !done.getAsBoolean(); i++) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    assertThat(done.getAsBoolean()).isTrue();
  }
}
