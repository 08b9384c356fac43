package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fingerprint;
import org.bricscodes.ledger.HolderHandle;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.PledgeChange;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReleaseReason;
import org.bricscodes.ledger.RequestId;
import org.bricscodes.ledger.testkit.SampleLog;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What everything costs, measured on a real chain and printed; PERFORMANCE.md keeps it. */
final class GasAnvilIT {

  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final double GWEI_PER_GAS = 1;

  private final SampleLog log = new SampleLog("log.example/gas");
  private final Fingerprint asset = new Fingerprint(digest("asset"));
  private final HolderHandle bank = new HolderHandle(digest("bank"));

  @TempDir Path directory;

  @Test
  void gasPerEvent_atAThousandEventsACheckpoint_isBelowAHundredthOfATransactionEach()
      throws Exception {
    try (TestChain chain = TestChain.start(directory, 31_337);
        Ledger ledger = chain.open()) {
      long first = gas(chain, ledger, log.anchor(1));
      long later = gas(chain, ledger, log.anchor(1_000));
      long again = gas(chain, ledger, log.resigned(1_000));
      long event = gas(chain, ledger, new EventRecord(log.origin(), 5, digest("leaf")));
      Instant until =
          ledger.registry().orElseThrow().lookup(asset, WITHIN).ledgerTime().plusSeconds(86_400);
      long pledge = gas(chain, ledger, change("r1", new PledgeChange.Pledge(until)));
      long extend =
          gas(chain, ledger, change("r2", new PledgeChange.Extend(until.plusSeconds(86_400))));
      long release =
          gas(chain, ledger, change("r3", new PledgeChange.Release(ReleaseReason.SATISFIED)));
      long pledgeAgain = gas(chain, ledger, change("r4", new PledgeChange.Pledge(until)));

      print("anchor, the first of a log", first);
      print("anchor, every later one", later);
      print("anchor, the same checkpoint again", again);
      for (int events : new int[] {1, 100, 1_000, 10_000}) {
        print(
            String.format(Locale.ROOT, "  an event, %,d events a checkpoint", events),
            later / (double) events);
      }
      print("an event by itself", event);
      print("pledge", pledge);
      print("pledge of an asset that was pledged before", pledgeAgain);
      print("extension", extend);
      print("release", release);
      System.out.printf(
          Locale.ROOT,
          "an event at 1,000 a checkpoint costs 1/%,.0f of an event by itself%n",
          event / (later / 1_000.0));
      assertThat(later / 1_000.0).isLessThan(event / 100.0);
    }
  }

  private static void print(String what, long gas) {
    print(what, (double) gas);
  }

  private static void print(String what, double gas) {
    System.out.printf(
        Locale.ROOT,
        "%-46s %,12.1f gas  %,14.1f gwei at %.0f gwei a gas%n",
        what,
        gas,
        gas * GWEI_PER_GAS,
        GWEI_PER_GAS);
  }

  private static long gas(TestChain chain, Ledger ledger, Content content) throws Exception {
    Prepared prepared = ledger.prepare(content, WITHIN);
    var _ = ledger.submit(prepared, WITHIN);
    chain.settle();
    BigInteger paid = ledger.fee(prepared, WITHIN).orElseThrow().amount();
    Object receipt = chain.anvil().call("eth_getTransactionReceipt", prepared.txId().value());
    long gas = quantity(receipt, "gasUsed");
    assertThat(paid)
        .isEqualTo(
            BigInteger.valueOf(gas)
                .multiply(BigInteger.valueOf(quantity(receipt, "effectiveGasPrice"))));
    return gas;
  }

  private static long quantity(Object receipt, String field) {
    return Long.decode(String.valueOf(((java.util.Map<?, ?>) receipt).get(field)));
  }

  private PledgeChange change(String request, PledgeChange.Act act) {
    return new PledgeChange(asset, bank, new RequestId(digest(request)), act);
  }

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
