package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;
import org.bricscodes.tlog.Witness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Two services of different operators, each the other's witness, over real HTTP. */
final class WitnessingTest {

  private static final String PACK = "/01/09521222000018/21/N7";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  WitnessingTest() {}

  /** One operator: where its data lies, where it is reached, and its two public keys. */
  private record Operator(Path data, int port, String logKey, String witnessKey) {

    String prefix() {
      return "http://127.0.0.1:" + port + "/log";
    }

    String origin() {
      return VerifierKey.parse(logKey).name();
    }

    RunningServer start() {
      Config local = Config.local(data).withAdminKey(RunningServer.ADMIN_KEY);
      return RunningServer.on(local.withPort(port));
    }
  }

  private Operator operator(String name) throws IOException {
    Path data = folder.resolve(name);
    Ran key = trace("witness", "key", "--data", data.toString(), "--name", "w.example/" + name);
    assertThat(key.exit()).isZero();
    String logKey;
    try (RunningServer once = RunningServer.in(data)) {
      logKey = once.get("/log/key").body().strip();
    }
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Operator(data, free.getLocalPort(), logKey, key.out().strip());
    }
  }

  /** Has {@code one} ask {@code other}, and cosign it. */
  private static void pair(Operator one, Operator other, String name) throws IOException {
    Files.writeString(
        one.data().resolve("witnesses.policy"),
        """
        # Who vouches for us.
        log %s
        witness %s %s %s
        quorum %s
        """
            .formatted(one.logKey(), name, other.witnessKey(), other.prefix(), name));
    Files.createDirectories(one.data().resolve("witness"));
    Files.writeString(
        one.data().resolve("witness/logs"),
        """
        logs/v0
        vkey %s
        qpd 1000000
        contact operations@%s
        """
            .formatted(other.logKey(), name));
  }

  private record Ran(int exit, String out, String err) {}

  private static Ran trace(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Trace.command();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Ran(command.execute(arguments), out.toString(), err.toString());
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("a minute is over").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static SignedCheckpoint published(RunningServer running, Operator own, Operator other) {
    TrustedLog log =
        new TrustedLog(
            own.origin(),
            List.of(VerifierKey.parse(own.logKey())),
            List.of(VerifierKey.parse(other.witnessKey())),
            0);
    return log.verify(running.get("/log/checkpoint").body().getBytes(StandardCharsets.UTF_8));
  }

  private static void awaitCosigned(
      RunningServer running, Operator own, Operator other, long size) {
    await(
        () -> {
          SignedCheckpoint now = published(running, own, other);
          return now.size() == size && now.cosignatures().size() == 1;
        });
  }

  @Test
  void twoServices_vouchForEachOther_andEverythingSaysSo() throws IOException {
    Operator delhi = operator("delhi");
    Operator brasilia = operator("brasilia");
    pair(delhi, brasilia, "brasilia");
    pair(brasilia, delhi, "delhi");

    try (RunningServer one = delhi.start();
        RunningServer other = brasilia.start()) {
      Events.capture(one, RunningServer.ADMIN_KEY, "commissioning", 7);
      Events.capture(other, RunningServer.ADMIN_KEY, "storing", 8);

      awaitCosigned(one, delhi, brasilia, 1);
      awaitCosigned(other, brasilia, delhi, 1);
      assertWitnessesAreListed(one, brasilia);
      assertLatestIsShown(other, delhi);
      assertScanNamesTheCosigner(one);
      assertAnchorCarriesTheCosignature(one);
      Path proof = Files.writeString(folder.resolve("proof.json"), proof(one));
      assertVerified(proof, delhi, brasilia);
    }
  }

  private static void assertWitnessesAreListed(RunningServer running, Operator witness) {
    JsonNode document = json(running.get("/log/witnesses"));
    assertThat(document.path("asked").asText()).isEqualTo("brasilia");
    assertThat(document.path("signedSize").asLong()).isEqualTo(1);
    JsonNode published = document.path("published");
    assertThat(published.path("size").asLong()).isEqualTo(1);
    assertThat(published.path("cosignedBy").path(0).path("witness").asText())
        .isEqualTo("w.example/brasilia");
    JsonNode status = document.path("witnesses").path(0);
    assertThat(status.path("name").asText()).isEqualTo("brasilia");
    assertThat(status.path("key").asText()).isEqualTo(witness.witnessKey());
    assertThat(status.path("size").asLong()).isEqualTo(1);
    assertThat(status.path("fault").isNull()).isTrue();
    assertThat(running.send(running.admin("/metrics")).body())
        .contains(
            "\nlog_signed_size 1\n",
            "\nlog_published_size 1\n",
            "\nwitness_cosigned_size{witness=\"brasilia\"} 1\n",
            "\nwitness_lag_entries{witness=\"brasilia\"} 0\n",
            "\nwitness_failures{witness=\"brasilia\"} ",
            "\nwitnessed_size{log=\"");
  }

  private static void assertLatestIsShown(RunningServer running, Operator log) {
    JsonNode document = json(running.get("/log/witnessed"));
    assertThat(document.path("key").asText()).startsWith("w.example/brasilia+");
    JsonNode one = document.path("logs").path(0);
    assertThat(one.path("origin").asText()).isEqualTo(log.origin());
    assertThat(one.path("size").asLong()).isEqualTo(1);
    assertThat(one.path("forks").asLong()).isZero();
    String path = "/log/" + Witness.hash(log.origin()) + "/checkpoint";
    assertThat(one.path("checkpoint").asText()).endsWith(path);
    assertThat(running.get(path).body()).contains(log.origin() + "\n1\n", "— w.example/brasilia ");
    assertThat(running.get("/log/" + "0".repeat(64) + "/checkpoint").statusCode()).isEqualTo(404);
    assertThat(running.get("/log/tile/checkpoint").statusCode()).isEqualTo(404);
    assertThat(running.get("/log/other/checkpoint").statusCode()).isEqualTo(404);
  }

  private static void assertScanNamesTheCosigner(RunningServer running) {
    JsonNode scan =
        json(running.send(running.open("/scan" + PACK).header("Accept", "application/json")));
    assertThat(scan.path("cosignedBy").path(0).path("witness").asText())
        .isEqualTo("w.example/brasilia");
    assertThat(scan.path("cosignedBy").path(0).path("size").asLong()).isEqualTo(1);
    assertThat(scan.path("journey").path(0).path("logged").asBoolean()).isTrue();
    String page = running.send(running.open("/scan" + PACK).header("Accept", "text/html")).body();
    assertThat(page)
        .contains("signed that it only ever grew: <bdi dir=\"ltr\">w.example/brasilia</bdi>.")
        .doesNotContain("{{");
    assertThat(page.replace(running.server().address().toString(), ""))
        .as("nothing of others; previews need whole addresses of our own")
        .doesNotContain("http://");
  }

  private static void assertAnchorCarriesTheCosignature(RunningServer running) {
    await(() -> !receipt(running).isEmpty());
    String address = receipt(running);
    String receipt = running.get(address.substring(address.indexOf("/anchors/"))).body();
    byte[] note = AnchorReceipt.parse(receipt.getBytes(StandardCharsets.UTF_8)).anchor().bytes();
    assertThat(new String(note, StandardCharsets.UTF_8)).contains("\n— w.example/brasilia ");
  }

  private static String receipt(RunningServer running) {
    JsonNode ledgers = json(running.get("/anchors")).path("ledgers");
    return ledgers.path(0).path("latestFinal").path("receipt").asText();
  }

  private static String proof(RunningServer running) {
    HttpResponse<String> proof = running.get("/scan" + PACK + "/proof");
    assertThat(proof.statusCode()).isEqualTo(200);
    return proof.body();
  }

  private void assertVerified(Path proof, Operator log, Operator witness) throws IOException {
    Ran bare = trace("verify", proof.toString());
    assertThat(bare.exit()).as(bare.out()).isZero();
    assertThat(bare.out())
        .containsPattern(
            "\n  cosigned by w\\.example/brasilia, 20[0-9TZ:-]+, key w\\.example/brasilia\\+"
                + "[0-9a-f]{8}\\+[A-Za-z0-9+/=]+ \\(the file's own: compare it\\)\n");
    Path policy =
        Files.writeString(
            folder.resolve("mine.policy"),
            "log %s\nwitness b %s\nquorum b\n".formatted(log.logKey(), witness.witnessKey()));
    Ran pinned = trace("verify", proof.toString(), "--policy", policy.toString());
    assertThat(pinned.exit()).as(pinned.out()).isZero();
    assertThat(pinned.out())
        .containsPattern("\n  cosigned by w\\.example/brasilia, 20[0-9TZ:-]+ \\(pinned\\)\n")
        .contains(" (pinned)\n  cosigned", "\n  policy met: it asks for b\n");
    Path more =
        Files.writeString(
            folder.resolve("more.policy"),
            """
            witness b %s
            witness d %s
            group both all b d
            quorum both
            """
                .formatted(witness.witnessKey(), log.witnessKey()));
    Ran unmet = trace("verify", proof.toString(), "--policy", more.toString());
    assertThat(unmet.exit()).isEqualTo(1);
    assertThat(unmet.out())
        .isEqualTo(
            "NOT PROVEN  /checkpoint: is not cosigned as the policy asks:"
                + " group both needs 2 of 2 and has 1 (b), without d"
                + System.lineSeparator());
  }

  @Test
  void servicesThatWereAway_catchUp_afterARestart() throws IOException {
    Operator delhi = operator("delhi");
    Operator brasilia = operator("brasilia");
    pair(delhi, brasilia, "brasilia");
    pair(brasilia, delhi, "delhi");
    try (RunningServer one = delhi.start()) {
      // The witness is away: what was signed is held back, and said to be.
      Events.capture(one, RunningServer.ADMIN_KEY, "commissioning", 7);
      try (RunningServer other = brasilia.start()) {
        awaitCosigned(one, delhi, brasilia, 1);
        assertThat(other.get("/log/witnessed").body()).contains("\"size\":1");
      }
      Events.capture(one, RunningServer.ADMIN_KEY, "packing", 9);
      await(() -> json(one.get("/log/witnesses")).path("signedSize").asLong() == 2);
      await(
          () ->
              json(one.get("/log/witnesses"))
                  .path("witnesses")
                  .path(0)
                  .path("fault")
                  .path("kind")
                  .asText()
                  .equals("unreachable"));
      assertThat(published(one, delhi, brasilia).size()).isEqualTo(1);
      JsonNode packed =
          json(
              one.send(
                  one.open("/scan/01/09521222000018/21/N9").header("Accept", "application/json")));
      assertThat(packed.path("journey").path(0).path("logged").asBoolean()).isFalse();
      assertThat(packed.path("cosignedBy")).isEmpty();
      // And yet it can be proven, without a cosignature.
      assertThat(one.get("/scan/01/09521222000018/21/N9/proof").statusCode()).isEqualTo(200);
    }
    try (RunningServer other = brasilia.start();
        RunningServer one = delhi.start()) {
      awaitCosigned(one, delhi, brasilia, 2);
      assertThat(other.get("/log/witnessed").body()).contains("\"size\":2");
    }
  }

  @Test
  void operatorThatRestoredAnOldBackup_isStopped_byItsWitness() throws IOException {
    Operator delhi = operator("delhi");
    Operator brasilia = operator("brasilia");
    pair(delhi, brasilia, "brasilia");
    pair(brasilia, delhi, "delhi");
    Files.delete(delhi.data().resolve("ledgers/directory.properties"));
    Files.createFile(delhi.data().resolve("ledgers/none.properties"));
    try (RunningServer other = brasilia.start()) {
      Path backup = folder.resolve("backup");
      copy(delhi.data(), backup);
      try (RunningServer one = delhi.start()) {
        Events.capture(one, RunningServer.ADMIN_KEY, "commissioning", 7);
        awaitCosigned(one, delhi, brasilia, 1);
      }
      assertThat(other.get("/log/witnessed").body()).contains("\"size\":1");
      Operator restored = new Operator(backup, delhi.port(), delhi.logKey(), delhi.witnessKey());

      assertThat(refusal(restored))
          .isEqualTo("a checkpoint known elsewhere has 1 entries, the stored log only 0");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static String refusal(Operator operator) {
    try (RunningServer started = operator.start()) {
      return "started at " + started.server().address();
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void faultyFiles_keepAServiceFromStarting_namingEveryFault() throws IOException {
    Operator delhi = operator("delhi");
    Path policy = delhi.data().resolve("witnesses.policy");
    Files.writeString(policy, "witness w nonsense\nquorum x\n");
    assertThat(refusal(delhi))
        .isEqualTo(
            policy
                + ": line 1: a verifier key is name+keyid+base64, at most 2048 characters;"
                + " line 2: x is no witness or group of a line before");
    Files.writeString(policy, "witness w %s\nquorum w\n".formatted(delhi.witnessKey()));
    assertThat(refusal(delhi))
        .isEqualTo(policy + ": the address of witness w is missing, so that it cannot be asked");
    Files.delete(policy);

    Path list = delhi.data().resolve("witness/logs");
    Files.createDirectories(list.getParent());
    Files.writeString(list, "vkey " + delhi.logKey() + "\n");
    assertThat(refusal(delhi))
        .isEqualTo(list + ": line 1: the first line is logs/v0; line 1: this log lacks its qpd");
    Files.writeString(list, "logs/v0\n");
    Path key = delhi.data().resolve("keys/witness.key");
    Files.copy(
        delhi.data().resolve("keys/log.key"),
        key,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    assertThat(refusal(delhi))
        .isEqualTo(key + " is the log's own key: a witness has a key that signs nothing else");
    Files.delete(key);
    assertThat(refusal(delhi))
        .isEqualTo(
            list
                + " lists logs to cosign, but there is no "
                + key
                + ": make one with trace witness key");
  }

  @Test
  void witnessKey_isTheOwnersAlone_andNeverReplaced() throws IOException {
    String data = folder.resolve("data").toString();
    assertThat(trace("witness", "key", "--data", data).exit()).isEqualTo(2);
    assertThat(trace("witness", "key", "--data", data, "--name", "no space").exit()).isEqualTo(2);

    Ran made = trace("witness", "key", "--data", data, "--name", "w.example/1");
    Ran again = trace("witness", "key", "--data", data);
    Ran renamed = trace("witness", "key", "--data", data, "--name", "w.example/2");

    assertThat(made.exit()).isZero();
    assertThat(VerifierKey.parse(made.out().strip()).name()).isEqualTo("w.example/1");
    assertThat(again.out()).isEqualTo(made.out());
    assertThat(renamed.exit()).isEqualTo(2);
    assertThat(renamed.err()).contains("holds the key of w.example/1, not of w.example/2");
    assertThat(Files.getPosixFilePermissions(folder.resolve("data/keys/witness.key")))
        .hasToString("[OWNER_READ, OWNER_WRITE]");
  }

  @Test
  void policyCommand_saysWhatIsAsked_orEveryFault() throws IOException {
    Operator delhi = operator("delhi");
    Path file =
        Files.writeString(
            folder.resolve("policy"),
            "log %s\nwitness w %s https://w.example/log\nquorum w\n"
                .formatted(delhi.logKey(), delhi.witnessKey()));

    Ran read = trace("witness", "policy", file.toString());
    assertThat(read.exit()).isZero();
    assertThat(read.out().lines())
        .containsExactly(
            "asks for w",
            "  log " + delhi.logKey(),
            "  witness w " + delhi.witnessKey() + " at https://w.example/log");

    Files.writeString(file, "quorum w\nwitness\n");
    Ran faulty = trace("witness", "policy", file.toString());
    assertThat(faulty.exit()).isEqualTo(2);
    assertThat(faulty.err())
        .contains(
            "line 1: w is no witness or group of a line before;"
                + " line 2: must be witness NAME VKEY [URL]");
    assertThat(trace("verify", file.toString(), "--policy", file.toString()).exit()).isEqualTo(2);
    assertThat(trace("witness", "policy", folder.toString()).exit()).isEqualTo(2);
  }

  /** The service that cosigns nothing: closed to all. */
  @Test
  void serviceWithoutAList_cosignsNothing() {
    try (RunningServer running = RunningServer.in(folder.resolve("data"))) {
      HttpResponse<String> answer =
          running.send(
              running
                  .open("/log/add-checkpoint")
                  .POST(HttpRequest.BodyPublishers.ofString("old 0\n\nx\n")));
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(json(answer).path("detail").asText())
          .isEqualTo("this service cosigns no other logs");
      assertThat(running.get("/log/witnessed").body()).isEqualTo("{\"key\":null,\"logs\":[]}");
      JsonNode witnesses = json(running.get("/log/witnesses"));
      assertThat(witnesses.path("asked").asText()).isEqualTo("no cosignature");
      assertThat(StreamSupport.stream(witnesses.path("witnesses").spliterator(), false).toList())
          .isEmpty();
    }
  }
}
