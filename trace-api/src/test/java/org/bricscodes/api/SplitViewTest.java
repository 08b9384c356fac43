package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.MerkleTree;
import org.bricscodes.tlog.SignedNote;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.Witness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that shows two histories to a service that is its witness: status by status. */
final class SplitViewTest {

  private static final SignerKey LOG = SignerKey.generate("log.example/split", new Random(5));

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  private Path data;

  @SuppressWarnings("NullAway.Init") // set before each test
  private RunningServer running;

  @SuppressWarnings("NullAway.Init") // set before each test
  SplitViewTest() {}

  @BeforeEach
  void start() throws IOException {
    new WitnessFiles(data).key("w.example/1", new SecureRandom());
    Files.createDirectories(data.resolve("witness"));
    Files.writeString(
        data.resolve("witness/logs"),
        "logs/v0\nvkey %s\nqpd 100000\ncontact us\n".formatted(LOG.verifierKey()));
    running = RunningServer.in(data);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private static Digest leaf(String entry) {
    return MerkleTree.leafHash(entry.getBytes(StandardCharsets.UTF_8));
  }

  private static SignedNote checkpoint(SignerKey key, long size, Digest root) {
    String text = Checkpoint.of(key.name(), size, root).toString();
    return new SignedNote(text, List.of(key.sign(text)));
  }

  private HttpResponse<String> ask(long oldSize, List<Digest> proof, SignedNote note) {
    StringBuilder body = new StringBuilder("old " + oldSize + "\n");
    proof.forEach(hash -> body.append(hash.base64()).append('\n'));
    return running.send(
        running
            .open("/log/add-checkpoint")
            .POST(BodyPublishers.ofString(body.append('\n').append(note).toString())));
  }

  @Test
  void fork_isRefused_withTheRightStatus_andAlarms() {
    Digest a = leaf("a");
    Digest b = leaf("b");
    Digest c = leaf("c");
    SignedNote one = checkpoint(LOG, 1, a);
    SignedNote two = checkpoint(LOG, 2, MerkleTree.nodeHash(a, b));

    HttpResponse<String> first = ask(0, List.of(), one);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).matches("— w\\.example/1 [A-Za-z0-9+/]+=*\n");
    HttpResponse<String> conflict = ask(0, List.of(), two);
    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(conflict.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
    assertThat(conflict.body()).isEqualTo("1\n");
    assertThat(ask(1, List.of(b), two).statusCode()).isEqualTo(200);

    // The other history: grown from a root of its own, and the same size with another root.
    SignedNote fork = checkpoint(LOG, 2, MerkleTree.nodeHash(a, c));
    SignedNote grown = checkpoint(LOG, 3, MerkleTree.nodeHash(MerkleTree.nodeHash(a, c), b));
    HttpResponse<String> unproven = ask(2, List.of(b), grown);
    assertThat(unproven.statusCode()).isEqualTo(422);
    assertThat(json(unproven).path("code").asText()).isEqualTo("inconsistent");
    HttpResponse<String> same = ask(2, List.of(), fork);
    assertThat(same.statusCode()).isEqualTo(422);
    assertThat(json(same).path("detail").asText())
        .isEqualTo("another root was cosigned for this size");

    assertThat(json(running.get("/log/witnessed")).path("logs").path(0).path("forks").asInt())
        .isEqualTo(1);
    assertThat(running.send(running.admin("/metrics")).body())
        .contains("\nwitnessed_forks{log=\"log.example/split\"} 1\n");
    assertThat(data.resolve("witness/" + Witness.hash(LOG.name()) + ".fork-0"))
        .content(StandardCharsets.UTF_8)
        .contains(two.text(), fork.text());
  }

  @Test
  void forkAtALargerSize_isRefusedAndShownAsASuspicion_untilItIsExplained() {
    Digest a = leaf("a");
    Digest b = leaf("b");
    Digest c = leaf("c");
    SignedNote three =
        checkpoint(LOG, 3, MerkleTree.nodeHash(MerkleTree.nodeHash(a, c), leaf("d")));
    assertThat(ask(0, List.of(), checkpoint(LOG, 2, MerkleTree.nodeHash(a, b))).statusCode())
        .isEqualTo(200);

    assertStatus(422, "inconsistent", ask(2, List.of(leaf("d")), three));

    JsonNode log = json(running.get("/log/witnessed")).path("logs").path(0);
    assertThat(log.path("forks").asInt()).isZero();
    assertThat(log.path("suspicions").asInt()).isEqualTo(1);
    assertThat(log.path("suspects").asInt()).isEqualTo(1);
    assertThat(running.send(running.admin("/metrics")).body())
        .contains(
            "\nwitnessed_forks{log=\"log.example/split\"} 0\n",
            "\nwitnessed_suspicions{log=\"log.example/split\"} 1\n",
            "\nwitnessed_suspects{log=\"log.example/split\"} 1\n");
    assertThat(data.resolve("witness/" + Witness.hash(LOG.name()) + ".suspect-0"))
        .content(StandardCharsets.UTF_8)
        .isEqualTo(three.toString());

    // The history that was cosigned goes on: now the log has signed two roots for three entries.
    SignedNote grown =
        checkpoint(LOG, 3, MerkleTree.nodeHash(MerkleTree.nodeHash(a, b), leaf("d")));
    assertThat(ask(2, List.of(leaf("d")), grown).statusCode()).isEqualTo(200);
    log = json(running.get("/log/witnessed")).path("logs").path(0);
    assertThat(log.path("forks").asInt()).isEqualTo(1);
    assertThat(log.path("suspects").asInt()).isZero();
  }

  @Test
  void everyOtherRequest_hasItsStatus() {
    SignedNote one = checkpoint(LOG, 1, leaf("a"));
    SignerKey stranger = SignerKey.generate("log.example/other", new Random(6));
    SignerKey impostor = SignerKey.generate(LOG.name(), new Random(7));

    assertStatus(404, "not-found", ask(0, List.of(), checkpoint(stranger, 1, leaf("a"))));
    assertStatus(403, "not-signed", ask(0, List.of(), checkpoint(impostor, 1, leaf("a"))));
    assertStatus(400, "malformed-request", ask(2, List.of(), one));
    assertStatus(422, "inconsistent", ask(0, List.of(leaf("b")), one));
    assertStatus(400, "malformed-request", post("old 0\n"));
    assertStatus(413, "body-too-large", post("x".repeat(Witness.MAX_REQUEST_BYTES + 1)));
    assertThat(running.get("/log/add-checkpoint").statusCode()).isEqualTo(405);
    assertThat(running.get("/log/" + Witness.hash(LOG.name()) + "/checkpoint").statusCode())
        .isEqualTo(404);
  }

  private HttpResponse<String> post(String body) {
    return running.send(running.open("/log/add-checkpoint").POST(BodyPublishers.ofString(body)));
  }

  private static void assertStatus(int status, String code, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).path("code").asText()).isEqualTo(code);
  }

  @Test
  void memory_outlivesTheService() {
    SignedNote two = checkpoint(LOG, 2, MerkleTree.nodeHash(leaf("a"), leaf("b")));
    assertThat(ask(0, List.of(), two).statusCode()).isEqualTo(200);
    running.close();
    running = RunningServer.in(data);

    SignedNote fork = checkpoint(LOG, 2, MerkleTree.nodeHash(leaf("a"), leaf("c")));
    assertThat(ask(0, List.of(), fork).body()).isEqualTo("2\n");
    assertThat(ask(2, List.of(), fork).statusCode()).isEqualTo(422);
    assertThat(ask(2, List.of(), two).statusCode()).isEqualTo(200);
  }
}
