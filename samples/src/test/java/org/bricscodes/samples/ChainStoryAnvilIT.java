package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.util.function.Predicate;
import java.util.function.Supplier;
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
  private static final String LOGGED = "In the public log";
  private static final String WAITING = "Not yet in the public log";
  private static final int BLOCKS_AN_EPOCH = 32;

  /** By its tag a block is final when two epochs stand upon it. */
  private static final int UNTIL_FINAL = 96;

  @TempDir Path folder;
  private DemoChain chain;
  private Rpc rpc;

  /** Set before each test. */
  @SuppressWarnings("NullAway.Init")
  ChainStoryAnvilIT() {}

  /** From here on blocks are made when the test says so: however slow it is, nothing changes. */
  @BeforeEach
  void start() throws Exception {
    chain = DemoChain.started(BLOCKS_AN_EPOCH);
    rpc = new Rpc(chain.address());
    rpc.call("evm_setIntervalMining", "0");
  }

  @AfterEach
  void stop() {
    chain.close();
    rpc.close();
  }

  @Test
  void step_isAnchoredOnlyWhenFinal_andAReorganisationTakesItBackUntilItComesAgain()
      throws Exception {
    try (ServiceProcess service = demoOnThisChain();
        Http visitor = new Http(service.address(), "")) {
      String code = code(service.said());
      await("the page says logged", () -> saysLogged(page(visitor, code)));
      JsonNode all = await("it waits", () -> ofAll(ledger(visitor)), this::waits);
      mine(1);
      JsonNode first =
          await("it is included", () -> included(ledger(visitor)), ChainStoryAnvilIT::isThere);
      long reorganisationsBefore = ledger(visitor).path("reorganisations").asLong();
      String firstBlock = block(first);
      String beforeFinal = page(visitor, code);

      rpc.call("anvil_reorg", depth(first) + ", []");
      String blockAfterwards = block(first);
      JsonNode back =
          await("it is taken back", () -> takenBack(ledger(visitor)), ChainStoryAnvilIT::isThere);
      JsonNode ledgerWithout = ledger(visitor);
      String whileTakenBack = page(visitor, code);

      JsonNode again =
          await("it comes again", () -> includedIfAsked(visitor), ChainStoryAnvilIT::isThere);
      String nextBlock = block(again);
      String beforeFinalAgain = page(visitor, code);

      mine(UNTIL_FINAL);
      await("the page says anchored", () -> mined() && page(visitor, code).contains(ANCHORED));
      JsonNode end = ledger(visitor);

      assertThat(first.path("size").asLong()).isGreaterThanOrEqualTo(all.path("size").asLong());
      assertThat(first.path("included").asText()).endsWith("@" + firstBlock.substring(2));
      assertThat(reorganisationsBefore).isZero();
      assertThat(saysLogged(beforeFinal)).isTrue();
      assertThat(beforeFinal).as("before it was final").doesNotContain(ANCHORED);
      assertThat(blockAfterwards).as("its block, after the reorganisation").isEmpty();
      assertThat(back.path("tx")).isEqualTo(first.path("tx"));
      assertThat(back.path("state").asText()).isEqualTo("pending");
      assertThat(back.has("included")).isFalse();
      assertThat(ledgerWithout.path("reorganisations").asLong()).isPositive();
      assertThat(saysLogged(whileTakenBack)).isTrue();
      assertThat(whileTakenBack).as("after it was taken back").doesNotContain(ANCHORED);
      assertThat(again.path("included").asText()).endsWith("@" + nextBlock.substring(2));
      assertThat(nextBlock).isNotEqualTo(firstBlock);
      assertThat(beforeFinalAgain).as("before it was final again").doesNotContain(ANCHORED);
      assertThat(end.path("reorganisations").asLong()).isPositive();
      assertThat(end.path("lagEntries").asLong())
          .isLessThan(ledgerWithout.path("lagEntries").asLong());
      System.out.printf(
          "included in %s, taken back (reorganisations: %d), in %s again, final and shown%n",
          firstBlock, ledgerWithout.path("reorganisations").asLong(), nextBlock);
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
      ServiceProcess.Outcome another =
          ServiceProcess.run(
              "verify",
              proof.toString(),
              "--ledger-node",
              address,
              "--ledger-publisher",
              "0x" + "12".repeat(20));

      assertThat(alone.output()).contains("PROVEN").contains("NOT CHECKED");
      assertThat(alone.exit()).isEqualTo(2);
      assertThat(asked.output()).contains("read again from " + address + ": it holds");
      assertThat(asked.output()).containsPattern("published by 0x[0-9a-f]{40}: compare it");
      assertThat(asked.exit()).as(asked.output()).isZero();
      assertThat(another.output()).contains("was published by 0x").contains("pinned is 0x1212");
      assertThat(another.exit()).isEqualTo(1);
      // It has this chain's number; that it is another one cannot be told from being behind.
      assertThat(elsewhere.output()).contains("no contract at 0x");
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

  /** The service makes its contract before it starts; that takes one block, and gets no more. */
  private ServiceProcess demoOnThisChain() throws Exception {
    Thread contract =
        Thread.ofVirtual()
            .start(
                () -> {
                  await("the contract waits", this::somethingWaits);
                  mine(1);
                });
    ServiceProcess service =
        ServiceProcess.demoOnChain(
            folder.resolve("data"), Tree.root().resolve("samples/tea"), chain.address());
    contract.join();
    return service;
  }

  private void mine(int blocks) {
    rpc.call("anvil_mine", "\"0x" + Integer.toHexString(blocks) + "\"");
  }

  /** Makes a block, as a chain would meanwhile. */
  private boolean mined() {
    mine(1);
    return true;
  }

  /** Makes blocks for what waits and none besides: nothing becomes final by waiting. */
  private JsonNode includedIfAsked(Http visitor) {
    if (somethingWaits()) {
      mine(1);
    }
    return included(ledger(visitor));
  }

  private boolean somethingWaits() {
    return Long.decode(rpc.call("txpool_status", "").path("pending").asText()) > 0;
  }

  /** Whether an anchor's transaction is with the chain, in no block. */
  private boolean waits(JsonNode anchor) {
    if (!anchor.has("tx")) {
      return false;
    }
    JsonNode tx = rpc.call("eth_getTransactionByHash", "\"" + anchor.path("tx").asText() + "\"");
    return tx.hasNonNull("hash") && !tx.hasNonNull("blockNumber");
  }

  /** The hash of the block an anchor's transaction is in, empty if it is in none. */
  private String block(JsonNode anchor) {
    return receipt(anchor).path("blockHash").asText("");
  }

  /** How many blocks there are from the anchor's to the newest, both counted. */
  private long depth(JsonNode anchor) {
    long newest = Long.decode(rpc.call("eth_blockNumber", "").asText());
    return newest - Long.decode(receipt(anchor).path("blockNumber").asText()) + 1;
  }

  private JsonNode receipt(JsonNode anchor) {
    return rpc.call("eth_getTransactionReceipt", "\"" + anchor.path("tx").asText() + "\"");
  }

  /** What the service says of its only ledger and the anchors there. */
  private static JsonNode ledger(Http visitor) {
    JsonNode ledgers = visitor.json("/anchors").path("ledgers");
    if (ledgers.isEmpty()) {
      return MissingNode.getInstance();
    }
    String id = ledgers.path(0).path("ledger").asText();
    return visitor.json("/anchors/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
  }

  /** One of everything in the log, as long as none is final. */
  private static JsonNode ofAll(JsonNode ledger) {
    return anchor(ledger, each -> each.path("size").equals(ledger.path("lagEntries")));
  }

  private static JsonNode included(JsonNode ledger) {
    return anchor(ledger, each -> each.has("included"));
  }

  private static JsonNode takenBack(JsonNode ledger) {
    return anchor(ledger, each -> each.has("takenBack"));
  }

  /** The first such, or a node without anything. */
  private static JsonNode anchor(JsonNode ledger, Predicate<JsonNode> which) {
    for (JsonNode anchor : ledger.path("anchors")) {
      if (which.test(anchor)) {
        return anchor;
      }
    }
    return MissingNode.getInstance();
  }

  private static boolean isThere(JsonNode anchor) {
    return anchor.has("tx");
  }

  private static boolean saysLogged(String page) {
    return page.contains(LOGGED) && !page.contains(WAITING);
  }

  private static String page(Http visitor, String code) {
    try {
      return visitor.get("/scan" + code, "text/html").body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String code(String said) {
    Matcher matcher = CODE.matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    return matcher.group(1);
  }

  private static void await(String what, BooleanSupplier condition) {
    var _ =
        await(what, () -> BooleanNode.valueOf(condition.getAsBoolean()), JsonNode::booleanValue);
  }

  /** The first that is as it is waited for. */
  private static JsonNode await(
      String what, Supplier<JsonNode> reading, Predicate<JsonNode> condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode read = reading.get();
      if (condition.test(read)) {
        return read;
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + PATIENCE + ": " + what + "; last: " + read);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
  }
}
