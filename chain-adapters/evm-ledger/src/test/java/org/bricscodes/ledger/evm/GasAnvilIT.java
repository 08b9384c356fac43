package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fingerprint;
import org.bricscodes.ledger.HolderHandle;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.PledgeChange;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReleaseReason;
import org.bricscodes.ledger.RequestId;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.MerkleTree;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What everything costs on a real chain, each measured by a transaction of its own, executed at a
 * gas price that is the same for all, and printed; PERFORMANCE.md keeps it.
 */
final class GasAnvilIT {

  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final long GWEI = 1_000_000_000L;

  /** What a unit of gas costs in every block that is measured: base fee and tip together. */
  private static final long GWEI_PER_GAS = 10;

  private static final String ORIGIN = "log.example/gas";
  private static final SignerKey KEY = SignerKey.generate(ORIGIN, new SplittableRandom(7));

  private final Fingerprint asset = new Fingerprint(digest("asset"));
  private final HolderHandle bank = new HolderHandle(digest("bank"));

  @TempDir Path directory;

  /** What one transaction took, and what its signer paid. */
  private record Cost(long gas, BigInteger wei) {}

  @Test
  void anchor_ofOneToTenThousandEvents_costsTheSame_andAnEventItsPart() throws Exception {
    try (TestChain chain = TestChain.start(directory, 31_337);
        Ledger ledger = chain.open();
        TransparencyLog log = log()) {
      Cost first = anchored(chain, ledger, log, 1);
      Cost one = anchored(chain, ledger, log, 1);
      Cost hundred = anchored(chain, ledger, log, 100);
      Cost thousand = anchored(chain, ledger, log, 1_000);
      Cost tenThousand = anchored(chain, ledger, log, 10_000);
      Cost again = cost(chain, ledger, resigned(log.checkpoint()));
      Cost alone =
          cost(chain, ledger, new EventRecord(ORIGIN, 5, MerkleTree.leafHash(log.entry(5))));

      print("anchor, the first of a log, 1 event", first);
      printPerEvent("anchor of 1 more event", one, 1);
      printPerEvent("anchor of 100 more events", hundred, 100);
      printPerEvent("anchor of 1,000 more events", thousand, 1_000);
      printPerEvent("anchor of 10,000 more events", tenThousand, 10_000);
      print("anchor, the same checkpoint again", again);
      print("an event by itself", alone);
      System.out.printf(
          Locale.ROOT,
          "an event at 1,000 a checkpoint costs 1/%,.0f of an event by itself%n",
          alone.gas() / (thousand.gas() / 1_000.0));

      // A byte of calldata takes 16 gas, 4 if it is zero: hashes move it a little.
      assertThat(first.gas()).isBetween(70_650L, 70_900L);
      assertThat(one.gas()).isBetween(36_450L, 36_700L);
      assertThat(hundred.gas()).isBetween(36_450L, 36_700L);
      assertThat(thousand.gas()).isBetween(36_450L, 36_700L);
      assertThat(tenThousand.gas()).isBetween(36_450L, 36_700L);
      assertThat(again.gas()).isBetween(30_500L, 30_750L);
      assertThat(alone.gas()).isBetween(24_650L, 24_900L);
      // At 1,000 events a checkpoint, at most a hundredth of a transaction for each.
      assertThat(thousand.gas() * 100).isLessThan(alone.gas() * 1_000);
    }
  }

  @Test
  void pledge_extensionAndRelease_costWhatIsWritten() throws Exception {
    try (TestChain chain = TestChain.start(directory, 31_337);
        Ledger ledger = chain.open()) {
      Instant until =
          ledger.registry().orElseThrow().lookup(asset, WITHIN).ledgerTime().plusSeconds(86_400);
      Instant later = until.plusSeconds(86_400);
      Cost pledge = cost(chain, ledger, change("r1", new PledgeChange.Pledge(until)));
      Cost extension = cost(chain, ledger, change("r2", new PledgeChange.Extend(later)));
      Cost release =
          cost(chain, ledger, change("r3", new PledgeChange.Release(ReleaseReason.SATISFIED)));
      Cost again = cost(chain, ledger, change("r4", new PledgeChange.Pledge(until)));

      print("pledge", pledge);
      print("pledge of an asset that was pledged before", again);
      print("extension", extension);
      print("release", release);

      assertThat(pledge.gas()).isBetween(92_850L, 93_100L);
      assertThat(again.gas()).isBetween(55_700L, 55_950L);
      assertThat(extension.gas()).isBetween(56_000L, 56_250L);
      assertThat(release.gas()).isBetween(55_850L, 56_100L);
    }
  }

  private TransparencyLog log() {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    return TransparencyLog.open(
        directory.resolve("log"), KEY, LogOptions.standard(clock, new SplittableRandom(7)));
  }

  /** Logs so many more events, anchors the checkpoint over them, and shows that it covers them. */
  private static Cost anchored(TestChain chain, Ledger ledger, TransparencyLog log, int events)
      throws Exception {
    long before = log.size();
    List<byte[]> entries =
        LongStream.range(before, before + events)
            .mapToObj(i -> ("event " + i).getBytes(StandardCharsets.UTF_8))
            .toList();
    var _ = log.append(entries);
    SignedCheckpoint checkpoint = log.publish();

    Cost cost = cost(chain, ledger, Anchor.of(checkpoint));

    Digest root = ledger.head(ORIGIN, WITHIN).orElseThrow().checkpoint().root();
    assertThat(checkpoint.size()).isEqualTo(before + events);
    for (int i = 0; i < events; i++) {
      log.inclusion(before + i, checkpoint.size())
          .verify(MerkleTree.leafHash(entries.get(i)), root);
    }
    return cost;
  }

  /** The same checkpoint under one more signature, so that the bytes differ. */
  private static Anchor resigned(SignedCheckpoint checkpoint) {
    SignerKey other = SignerKey.generate(ORIGIN, new SplittableRandom(1));
    return Anchor.of(checkpoint.note().with(other.sign(checkpoint.note().text())).bytes());
  }

  /** What a content takes when gas costs what is stated; the ledger's own word is compared. */
  private static Cost cost(TestChain chain, Ledger ledger, Content content) throws Exception {
    baseFee(chain, GWEI_PER_GAS * GWEI);
    chain.anvil().mine(1); // what is offered goes by the newest block
    Prepared prepared = ledger.prepare(content, WITHIN);
    var _ = ledger.submit(prepared, WITHIN);
    Object sent = chain.anvil().call("eth_getTransactionByHash", prepared.txId().value());
    baseFee(chain, GWEI_PER_GAS * GWEI - quantity(sent, "maxPriorityFeePerGas"));
    chain.settle();

    BigInteger paid = ledger.fee(prepared, WITHIN).orElseThrow().amount();
    Object receipt = chain.anvil().call("eth_getTransactionReceipt", prepared.txId().value());
    long gas = quantity(receipt, "gasUsed");
    assertThat(quantity(receipt, "effectiveGasPrice")).isEqualTo(GWEI_PER_GAS * GWEI);
    assertThat(paid).isEqualTo(BigInteger.valueOf(gas * GWEI_PER_GAS * GWEI));
    return new Cost(gas, paid);
  }

  /** Of the next block; those after it go down from there. */
  private static void baseFee(TestChain chain, long wei) {
    var _ = chain.anvil().call("anvil_setNextBlockBaseFeePerGas", "0x" + Long.toHexString(wei));
  }

  private static long quantity(Object answer, String field) {
    return Long.decode(String.valueOf(((Map<?, ?>) answer).get(field)));
  }

  private static void print(String what, Cost cost) {
    System.out.printf(
        Locale.ROOT,
        "%-43s %,8d gas %,9.0f gwei at %d gwei a gas%n",
        what,
        cost.gas(),
        new BigDecimal(cost.wei(), 9),
        GWEI_PER_GAS);
  }

  private static void printPerEvent(String what, Cost cost, int events) {
    print(what, cost);
    System.out.printf(
        Locale.ROOT,
        "%-43s %,11.2f gas %,9.1f gwei%n",
        "  an event of it",
        cost.gas() / (double) events,
        new BigDecimal(cost.wei(), 9).doubleValue() / events);
  }

  private PledgeChange change(String request, PledgeChange.Act act) {
    return new PledgeChange(asset, bank, new RequestId(digest(request)), act);
  }

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
