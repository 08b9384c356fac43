package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.api.demo.DemoChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tea story anchored on a real chain: what a visitor reads before an anchor is final, after a
 * reorganisation took it back, and after it came again.
 */
final class ChainStoryAnvilIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern CODE = Pattern.compile("(?m)^    http\\S+?(/01/\\S+)$");
  private static final Pattern CHAIN =
      Pattern.compile("a chain at http://127\\.0\\.0\\.1:([0-9]+)");
  private static final String ANCHORED = "In the public log, anchored";

  @TempDir Path folder;
  private DemoChain chain;
  private Rpc rpc;

  /** Set before each test. */
  @SuppressWarnings("NullAway.Init")
  ChainStoryAnvilIT() {}

  /** Epochs so long that nothing is final before the test says so. */
  @BeforeEach
  void start() throws Exception {
    chain = DemoChain.started(32);
    rpc = new Rpc(chain.address());
  }

  @AfterEach
  void stop() {
    chain.close();
    rpc.close();
  }

  @Test
  void step_isAnchoredOnlyWhenFinal_andAReorganisationTakesItBackUntilItComesAgain()
      throws Exception {
    try (ServiceProcess service =
            ServiceProcess.demoOnChain(
                folder.resolve("data"), Tree.root().resolve("samples/tea"), chain.address());
        Http visitor = new Http(service.address(), "")) {
      String code = code(service.said());
      await("an anchor is on the chain", () -> isIncluded(open(visitor)));
      rpc.call("evm_setIntervalMining", "0"); // from here on blocks are made when we say so
      String tx = open(visitor);
      String firstBlock = receipt(tx).path("blockHash").asText();
      boolean beforeFinal = page(visitor, code).contains(ANCHORED);

      rpc.call("anvil_reorg", depth(tx) + ", []");
      String afterReorganisation = receipt(tx).path("blockHash").asText("");
      boolean takenBack = page(visitor, code).contains(ANCHORED);

      await("an anchor is on the chain again", () -> mined() && isIncluded(open(visitor)));
      String nextBlock = receipt(open(visitor)).path("blockHash").asText();
      boolean stillNotFinal = page(visitor, code).contains(ANCHORED);
      rpc.call("anvil_mine", "\"0x60\"");
      await("the page says anchored", () -> mined() && page(visitor, code).contains(ANCHORED));

      assertThat(firstBlock).startsWith("0x");
      assertThat(beforeFinal).as("anchored before it was final").isFalse();
      assertThat(afterReorganisation).isNotEqualTo(firstBlock);
      assertThat(takenBack).as("anchored after it was taken back").isFalse();
      assertThat(nextBlock).startsWith("0x").isNotEqualTo(firstBlock);
      assertThat(stillNotFinal).as("anchored before it was final again").isFalse();
      System.out.printf(
          "included in %s, taken back, included again in %s, final and shown%n",
          firstBlock, nextBlock);
    }
  }

  /** The demonstration that starts its chain itself, and what its visitor can check there. */
  @Test
  void demoOnItsOwnChain_showsItsStepsAnchoredAndAVerifierReadsThemAgain() throws Exception {
    try (ServiceProcess service =
            ServiceProcess.demoOnOwnChain(
                folder.resolve("own"), Tree.root().resolve("samples/tea"));
        Http visitor = new Http(service.address(), "")) {
      String code = code(service.said());
      assertThat(service.said()).contains("a chain at http://127.0.0.1:");

      await("the page says anchored", () -> page(visitor, code).contains(ANCHORED));
      Path proof = folder.resolve("proof.json");
      Files.writeString(proof, visitor.get("/scan" + code + "/proof", "*/*").body());
      Matcher node = CHAIN.matcher(service.said());
      assertThat(node.find()).isTrue();
      String address = "http://127.0.0.1:" + node.group(1);

      ServiceProcess.Outcome alone = ServiceProcess.run("verify", proof.toString());
      ServiceProcess.Outcome asked =
          ServiceProcess.run("verify", proof.toString(), "--ledger-node", address);
      ServiceProcess.Outcome elsewhere =
          ServiceProcess.run(
              "verify", proof.toString(), "--ledger-node", "" + chain.address()); // another chain

      assertThat(alone.output()).contains("PROVEN").contains("NOT CHECKED");
      assertThat(alone.exit()).isEqualTo(2);
      assertThat(asked.output()).contains("read again from " + address + ": it holds");
      assertThat(asked.exit()).as(asked.output()).isZero();
      assertThat(elsewhere.output()).contains("WRONG_NETWORK");
      assertThat(elsewhere.exit()).isEqualTo(2);
    }
  }

  /** Nothing in the service can end its chain then; it ends all the same. */
  @Test
  void demoOnItsOwnChain_killed_leavesNoChainBehind() {
    try (ServiceProcess service =
        ServiceProcess.demoOnOwnChain(
            folder.resolve("killed"), Tree.root().resolve("samples/tea"))) {
      Matcher line = CHAIN.matcher(service.said());
      assertThat(line.find()).as(service.said()).isTrue();
      int port = Integer.parseInt(line.group(1));
      assertThat(listens(port)).as("the chain's port is open").isTrue();

      service.kill();

      await("the chain has ended", () -> !listens(port));
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes a block, as a chain would meanwhile. */
  private boolean mined() {
    rpc.call("anvil_mine", "\"0x1\"");
    return true;
  }

  private boolean isIncluded(String tx) {
    return !tx.isEmpty() && receipt(tx).hasNonNull("blockHash");
  }

  /** How many blocks there are from the transaction's to the newest, both counted. */
  private long depth(String tx) {
    long newest = Long.decode(rpc.call("eth_blockNumber", "").asText());
    return newest - Long.decode(receipt(tx).path("blockNumber").asText()) + 1;
  }

  /** The transaction of the newest anchor that is not final, empty if there is none. */
  private static String open(Http visitor) {
    JsonNode ledgers = visitor.json("/anchors").path("ledgers");
    if (ledgers.isEmpty()) {
      return "";
    }
    String ledger = ledgers.get(0).path("ledger").asText();
    JsonNode anchors =
        visitor
            .json("/anchors/" + URLEncoder.encode(ledger, StandardCharsets.UTF_8))
            .path("anchors");
    for (JsonNode anchor : anchors) {
      if (!anchor.path("state").asText().equals("final") && anchor.has("tx")) {
        return anchor.path("tx").asText();
      }
    }
    return "";
  }

  private static String page(Http visitor, String code) {
    try {
      return visitor.get("/scan" + code, "text/html").body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode receipt(String tx) {
    return rpc.call("eth_getTransactionReceipt", "\"" + tx + "\"");
  }

  private static String code(String said) {
    Matcher matcher = CODE.matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    return matcher.group(1);
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
  }
}
