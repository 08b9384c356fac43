package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.SignedNote;
import org.bricscodes.tlog.SignerKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bundles that bring along, with a receipt, what it is to be checked under: a block's hash, or the
 * certificates of a network, of whose existence there is nothing but the file's word.
 */
final class ForgedAnchorTest {

  private static final Path ADAPTERS = Path.of("../chain-adapters");

  /** Made at a desk, by ForgedReceiptTest; it is about the checkpoint of the example below. */
  private static final Path BLOCK =
      ADAPTERS.resolve(
          "evm-ledger/src/test/resources/org/bricscodes/ledger/evm/forged-receipt.txt");

  /** Got from a network of two organisations on one machine, of authorities made for it. */
  private static final Path CHANNEL =
      ADAPTERS.resolve("fabric-ledger/src/test/resources/org/bricscodes/ledger/fabric/receipt.txt");

  private static final Path CHANNEL_TRUST = CHANNEL.resolveSibling("trust.txt");

  /** The bundle of trace-core/docs/bundle.md. */
  private static final Path EXAMPLE = Path.of("../trace-core/docs/bundle-example.json");

  private static final String ON_MAINNET = "eip155:1:0x" + "c0".repeat(20);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  @Test
  void blockOfTheFilesOwn_isNotTaken_andWhatIsMissingIsSaid() throws IOException {
    Ran ran = verify(bundle(blocks()));

    assertThat(ran.exit()).as(ran.said()).isEqualTo(2);
    assertThat(ran.said())
        .contains(
            "  said to be anchored on " + ON_MAINNET + " at 5 entries",
            "    NOT CHECKED: name a node of your choice, --ledger-node eip155=NODE, or pin"
                + " blocks:0x… with the hash of its block from a source of your own, --ledger "
                + ON_MAINNET
                + "=TRUST\n")
        .doesNotContain("checked under", "published by", "  anchored on");
  }

  /** That is what pins are for: what the verifier says is taken, and said to be the verifier's. */
  @Test
  void blockThatIsPinned_isTaken_andPrinted_withThePublisher() throws IOException {
    Ran ran =
        verify(bundle("blocks:0x" + "ab".repeat(32)), "--ledger", ON_MAINNET + "=" + blocks());

    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(ran.said())
        .contains("  anchored on " + ON_MAINNET)
        .contains("of these events (pinned)\n    checked under " + blocks() + "\n")
        .containsPattern(
            "    published by 0x[0-9a-f]{40}: compare it, or name it with --ledger-publisher\n");
  }

  @Test
  void blockThatIsPinned_andAnother_isNotProven() throws IOException {
    Ran ran = verify(bundle(blocks()), "--ledger", ON_MAINNET + "=blocks:0x" + "ab".repeat(32));

    assertThat(ran.exit()).as(ran.said()).isEqualTo(1);
    assertThat(ran.said()).contains("is none of those that are trusted");
  }

  @Test
  void publisher_isHeldAgainstTheOneThatIsNamed_inWhateverCase() throws IOException {
    byte[] file = bundle(blocks());
    String pinned = ON_MAINNET + "=" + blocks();
    String publisher =
        verify(file, "--ledger", pinned).said().replaceFirst("(?s).*published by (0x\\w+).*", "$1");
    String upper = "0x" + publisher.substring(2).toUpperCase(Locale.ROOT);

    Ran right = verify(file, "--ledger", pinned, "--ledger-publisher", "eip155=" + upper);
    Ran wrong = verify(file, "--ledger", pinned, "--ledger-publisher", "0x" + "12".repeat(20));
    Ran unchecked = verify(file, "--ledger-publisher", "0x" + "12".repeat(20));
    Ran none = verify(file, "--ledger", pinned, "--ledger-publisher", "Org1MSP");
    Ran elsewhere = verify(file, "--ledger-publisher", "fabric=Org1MSP/" + "12".repeat(32));

    assertThat(right.exit()).as(right.said()).isZero();
    assertThat(right.said()).contains("    published by " + publisher + " (pinned)\n");
    for (Ran other : List.of(wrong, unchecked)) {
      assertThat(other.exit()).as(other.said()).isEqualTo(1);
      assertThat(other.said())
          .startsWith(
              "NOT PROVEN  /anchors/0/receipt: was published by "
                  + publisher
                  + ", pinned is 0x"
                  + "12".repeat(20));
    }
    assertThat(none.exit()).as(none.said()).isEqualTo(2);
    assertThat(none.said()).contains("a publisher is an address, 0x and 40 hexadecimal digits");
    assertThat(elsewhere.exit()).as(elsewhere.said()).isEqualTo(2);
    assertThat(elsewhere.said())
        .contains("--ledger-publisher fabric: the file has no anchor there")
        .doesNotContain("PROVEN");
  }

  @Test
  void pinOfALedgerTheFileDoesNotHave_isNotPassedOver() throws IOException {
    Ran ran =
        verify(bundle(blocks()), "--ledger", "eip155:10:0x" + "c0".repeat(20) + "=" + blocks());

    assertThat(ran.exit()).as(ran.said()).isEqualTo(2);
    assertThat(ran.said())
        .contains("--ledger eip155:10:0x" + "c0".repeat(20) + ": the file has no anchor there");
  }

  @Test
  void authoritiesOfTheFilesOwn_areNotTaken_andWhatIsMissingIsSaid() throws IOException {
    String trust = Files.readString(CHANNEL_TRUST).strip();

    Ran ran = verify(answer(trust));

    assertThat(ran.exit()).as(ran.said()).isEqualTo(2);
    assertThat(ran.said())
        .contains(
            "  said to be anchored on fabric:anchors:anchor:",
            "    NOT CHECKED: name a node of your choice, --ledger-node fabric=NODE, or pin the line"
                + " fabric:…;writer=…;peers=…;orderers=… from a source of your own, --ledger"
                + " fabric:anchors:anchor:")
        .doesNotContain("checked under", "published by", "  anchored on");
  }

  @Test
  void authoritiesThatArePinned_areTaken_andTheWriterWithThem() throws IOException {
    String trust = Files.readString(CHANNEL_TRUST).strip();
    String ledger = trust.substring(0, trust.indexOf(';'));
    String writer = trust.replaceFirst(".*;writer=([^;]+);.*", "$1");
    String another = "Org2MSP/" + "12".repeat(32);

    Ran ran = verify(answer(""), "--ledger", ledger + "=" + trust);
    Ran wrong = verify(answer(""), "--ledger", ledger + "=" + trust, "--ledger-publisher", another);

    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(ran.said())
        .contains("  anchored on " + ledger + " at 7 entries")
        .contains("    checked under " + trust + "\n    published by " + writer + " (pinned)\n");
    assertThat(wrong.exit()).as(wrong.said()).isEqualTo(1);
    assertThat(wrong.said()).contains("was published by " + writer + ", pinned is " + another);
  }

  /** What the forger writes beside the receipt. */
  private static String blocks() throws IOException {
    AnchorReceipt receipt = AnchorReceipt.parse(Files.readAllBytes(BLOCK));
    return "blocks:0x" + receipt.position().blockHash();
  }

  /** The example, anchored on the main network, if one believes it. */
  private static byte[] bundle(String trust) throws IOException {
    return Files.readString(EXAMPLE)
        .replace("\"anchors\":[]", "\"anchors\":[" + anchor(trust, BLOCK) + "]")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** An answer without events, under the checkpoint that the recorded receipt is about. */
  private static byte[] answer(String trust) throws IOException {
    Checkpoint checkpoint = AnchorReceipt.parse(Files.readAllBytes(CHANNEL)).checkpoint();
    String note =
        new String(
            AnchorReceipt.parse(Files.readAllBytes(CHANNEL)).anchor().bytes(),
            StandardCharsets.UTF_8);
    String origin = checkpoint.origin();
    SignerKey log = SignerKey.generate(origin, new SplittableRandom(origin.hashCode()));
    String statement =
        String.join(
            "\n",
            "bricscodes.org/result-set@v1",
            origin,
            checkpoint.root().base64(),
            String.valueOf(checkpoint.size()),
            hash("EQ_bizStep=none"),
            hash("everyone"),
            "0",
            hash(""),
            "");
    SignedNote signed = new SignedNote(statement, List.of(log.sign(statement)));
    return String.join(
            ",",
            "{\"format\":\"bricscodes.org/result-set@v1\"",
            "\"query\":\"EQ_bizStep=none\"",
            "\"visibility\":\"everyone\"",
            "\"log\":" + quoted(log.verifierKey().toString()),
            "\"checkpoint\":" + quoted(note),
            "\"statement\":" + quoted(signed.toString()),
            "\"contexts\":[]",
            "\"events\":[]",
            "\"nodes\":[]",
            "\"anchors\":[" + anchor(trust, CHANNEL) + "]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String anchor(String trust, Path receipt) throws IOException {
    return "{\"trust\":"
        + quoted(trust)
        + ",\"receipt\":"
        + quoted(Files.readString(receipt))
        + ",\"consistency\":[]}";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\n", "\\n") + "\"";
  }

  private static String hash(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).base64();
  }

  /** How the command ended, and what it said. */
  private record Ran(int exit, String said) {}

  private Ran verify(byte[] file, String... options) throws IOException {
    Path written = Files.write(folder.resolve("file.json"), file);
    List<String> words = new ArrayList<>(List.of("verify", written.toString()));
    words.addAll(List.of(options));
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    int exit = Trace.command().setOut(writer).setErr(writer).execute(words.toArray(String[]::new));
    return new Ran(exit, said.toString());
  }
}
