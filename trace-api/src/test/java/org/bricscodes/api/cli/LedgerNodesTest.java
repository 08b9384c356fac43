package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.provenance.AnchorReader.Answer;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.SignedNote;
import org.bricscodes.tlog.SignerKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading an anchor again from where a second log lies. */
final class LedgerNodesTest {

  private static final Duration WITHIN = Duration.ofSeconds(20);

  @TempDir Path folder = Path.of("");

  private final LedgerProviders ledgers =
      LedgerProviders.load(LedgerNodesTest.class.getClassLoader());
  private final LedgerContext context =
      new LedgerContext(InstantSource.system(), new SecureRandom());
  private AnchorReceipt receipt;
  private String trust;

  @SuppressWarnings("NullAway.Init") // set before each test
  LedgerNodesTest() {}

  @BeforeEach
  void anchor() throws Exception {
    try (Ledger ledger = open("ledger")) {
      Prepared prepared = ledger.prepare(anchor(7), WITHIN);
      var _ = ledger.submit(prepared, WITHIN);
      receipt = ledger.receipt(prepared, WITHIN);
      trust = ledger.descriptor().trust();
    }
  }

  @Test
  void node_byAnyOfItsNames_bearsTheAnchorOut() {
    String address = folder.resolve("ledger").toString();
    for (String option :
        List.of(address, "directory=" + address, receipt.ledger() + "=" + address)) {
      LedgerNodes nodes = nodes(option);
      assertThat(nodes.ask(receipt, receipt.checkpoint(), trust))
          .contains(new Answer(address, new ReceiptVerdict.Valid()));
      nodes.requireAllAsked();
    }
  }

  @Test
  void node_ofAnotherLedgerOnly_isNotAsked() {
    LedgerNodes elsewhere = nodes("evm=http://127.0.0.1:1");

    assertThat(elsewhere.ask(receipt, receipt.checkpoint(), trust)).isEmpty();
    assertThat(nodes().ask(receipt, receipt.checkpoint(), trust)).isEmpty();
    assertThatThrownBy(elsewhere::requireAllAsked)
        .isInstanceOf(UnusableInput.class)
        .hasMessage("--ledger-node evm=http://127.0.0.1:1: the file has no anchor there");
  }

  @Test
  void node_thatLostTheLog_cannotBeAsked() {
    assertThat(
            nodes(folder.resolve("nowhere").toString())
                .ask(receipt, receipt.checkpoint(), trust)
                .orElseThrow()
                .verdict())
        .isInstanceOf(ReceiptVerdict.Unreachable.class);
  }

  @Test
  void node_thatHoldsAnotherLog_isRefused() throws Exception {
    try (Ledger other = open("other")) {
      Prepared prepared = other.prepare(anchor(7), WITHIN);
      var _ = other.submit(prepared, WITHIN);
    }

    assertThatThrownBy(
            () ->
                nodes(folder.resolve("other").toString()).ask(receipt, receipt.checkpoint(), trust))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("WRONG_NETWORK");
  }

  /** The same key, and a log that begins anew: what a restored backup looks like. */
  @Test
  void node_whoseLogWasRolledBack_doesNotBearItOut() throws Exception {
    Files.createDirectories(folder.resolve("rolled"));
    Files.copy(folder.resolve("ledger/ledger.key"), folder.resolve("rolled/ledger.key"));
    try (Ledger rolled = open("rolled")) {
      for (long size : new long[] {3, 5}) {
        Prepared prepared = rolled.prepare(anchor(size), WITHIN);
        var _ = rolled.submit(prepared, WITHIN);
      }
    }

    assertThat(
            nodes(folder.resolve("rolled").toString())
                .ask(receipt, receipt.checkpoint(), trust)
                .orElseThrow()
                .verdict())
        .isInstanceOf(ReceiptVerdict.Mismatch.class);
  }

  @Test
  void options_twiceForOneLedger_areRefused() {
    assertThatThrownBy(() -> nodes("directory=a", "directory=b"))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("twice for directory");
    assertThatThrownBy(() -> nodes("http://a/?x=1", "http://b/?x=1"))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("LEDGER=ADDRESS");
  }

  @Test
  void address_alone_isForOneLedgerOnly() throws Exception {
    AnchorReceipt second;
    String secondTrust;
    try (Ledger other = open("other")) {
      Prepared prepared = other.prepare(anchor(7), WITHIN);
      var _ = other.submit(prepared, WITHIN);
      second = other.receipt(prepared, WITHIN);
      secondTrust = other.descriptor().trust();
    }
    LedgerNodes nodes = nodes(folder.resolve("ledger").toString());
    assertThat(nodes.ask(receipt, receipt.checkpoint(), trust)).isPresent();

    assertThatThrownBy(() -> nodes.ask(second, second.checkpoint(), secondTrust))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("several ledgers");
  }

  /** Providers put keys into addresses; none of them comes back in what is said. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://S3CRET:S3CRET@127.0.0.1:1",
        "http://127.0.0.1:1/v2/S3CRET",
        "http://127.0.0.1:1/?key=S3CRET",
        "http://127.0.0.1:1/#S3CRET",
        "http://S3CRET@127.0.0.1:1/S3CRET?key=S3CRET#S3CRET"
      })
  void secretInAnAddress_isNotInWhatIsSaid(String address) {
    String shown = "http://127.0.0.1:1";
    LedgerNodes unused = nodes("eip155=" + address);
    var _ = unused.ask(receipt, receipt.checkpoint(), trust);

    assertThatThrownBy(unused::requireAllAsked)
        .isInstanceOf(UnusableInput.class)
        .hasMessage("--ledger-node eip155=" + shown + ": the file has no anchor there");
    try {
      Answer answer = nodes(address).ask(receipt, receipt.checkpoint(), trust).orElseThrow();
      assertThat(answer.node()).isEqualTo(shown);
      assertThat(answer.verdict().toString()).doesNotContain("S3CRET");
    } catch (UnusableInput e) {
      assertThat(e).hasMessageStartingWith("--ledger-node " + shown + ": ");
      assertThat(e.getMessage()).doesNotContain("S3CRET");
    }
  }

  @Test
  void secretInAnAddress_forTwoLedgers_isNotInWhatIsSaid() throws Exception {
    LedgerNodes nodes = nodes("http://S3CRET@127.0.0.1:1/S3CRET");
    AnchorReceipt second;
    try (Ledger other = open("other")) {
      Prepared prepared = other.prepare(anchor(7), WITHIN);
      var _ = other.submit(prepared, WITHIN);
      second = other.receipt(prepared, WITHIN);
    }
    var _ = nodes.ask(receipt, receipt.checkpoint(), trust);

    assertThatThrownBy(() -> nodes.ask(second, second.checkpoint(), trust))
        .isInstanceOf(UnusableInput.class)
        .hasMessageEndingWith(second.ledger() + "=http://127.0.0.1:1");
  }

  private LedgerNodes nodes(String... options) {
    return new LedgerNodes(ledgers, List.of(options), context);
  }

  private Ledger open(String name) throws Exception {
    return ledgers.open(
        "directory",
        new LedgerConfig(
            Map.of("dir", folder.resolve(name).toString(), "origin", "second.example")),
        context);
  }

  private static Anchor anchor(long size) {
    SignerKey key = SignerKey.generate("log.example/nodes", new SplittableRandom(1));
    Digest root = Digest.sha256(String.valueOf(size).getBytes(StandardCharsets.UTF_8));
    String text = Checkpoint.of("log.example/nodes", size, root).toString();
    return Anchor.of(new SignedNote(text, List.of(key.sign(text))).bytes());
  }
}
