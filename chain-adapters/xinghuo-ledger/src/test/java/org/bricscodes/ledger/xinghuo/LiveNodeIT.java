package org.bricscodes.ledger.xinghuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fee;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.LedgerReader;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.testkit.SampleLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the model assumes of nodes, tried on one that is not ours. Run only by the profile that the
 * environment variable {@code XINGHUO_LIVE} switches on; it names a settings file. Costs a few
 * fees. Prints what the node does, so that the model can be corrected.
 */
final class LiveNodeIT {

  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Map<String, String> settings = settings();
  private final SampleLog log =
      new SampleLog("live-test.invalid/" + Instant.now().getEpochSecond());
  private Ledger ledger;

  @SuppressWarnings("NullAway.Init") // set before each test
  LiveNodeIT() {}

  @BeforeEach
  void open() throws Exception {
    ledger =
        LedgerProviders.load(getClass().getClassLoader())
            .open("xinghuo", new LedgerConfig(settings), context());
    System.out.println("LiveNodeIT: " + ledger.descriptor() + " " + ledger.health(WITHIN));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void anchor_goesAllTheWay_andAReaderBearsItOut() throws Exception {
    Prepared prepared = submitted(log.anchor(7));
    Submitted again = ledger.submit(prepared, WITHIN);
    TxState state = settled(prepared);
    Submitted late = ledger.submit(prepared, WITHIN);
    System.out.println("LiveNodeIT: " + state + ", fee " + ledger.fee(prepared, WITHIN));

    AnchorReceipt receipt = ledger.receipt(prepared, WITHIN);

    assertThat(List.of(again, late)).containsOnly(Submitted.KNOWN);
    assertThat(state).isInstanceOf(TxState.Final.class);
    assertThat(ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
        .isEqualTo(new ReceiptVerdict.Valid());
    assertThat(ledger.fee(prepared, WITHIN).map(Fee::amount)).isPresent();
    String node = settings.getOrDefault("nodes", "").strip().split(" ", 2)[0];
    try (LedgerReader reader =
        new XinghuoLedgerProvider().reader(receipt.ledger(), node, "", context()).orElseThrow()) {
      assertThat(reader.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
          .isEqualTo(new ReceiptVerdict.Valid());
    }
  }

  @Test
  void head_moves_isReadBackAndHolds() throws Exception {
    settled(submitted(log.anchor(7)));
    Prepared newest = submitted(log.anchor(9));
    assertThat(settled(newest)).isInstanceOf(TxState.Final.class);

    var head = ledger.head(log.origin(), WITHIN).orElseThrow();

    assertThat(head.checkpoint()).isEqualTo(log.anchor(9).checkpoint());
    assertThat(head.txId()).isEqualTo(newest.txId());
    assertThat(ledger.prepare(log.anchor(9), WITHIN)).isEqualTo(newest);
    assertThat(refusal(log.anchor(7))).isEqualTo(Fault.STALE_HEAD);
    assertThat(refusal(log.contradicting(9))).isEqualTo(Fault.CONTRADICTION);
  }

  /** The version rule of metadata: an entry that stands there is not made again. */
  @Test
  void entry_secondTime_failsWithoutEffect() throws Exception {
    Prepared first = submitted(log.anchor(7));
    Prepared second = submitted(log.anchor(7));

    assertThat(settled(first)).isInstanceOf(TxState.Final.class);
    TxState state = settled(second);

    System.out.println("LiveNodeIT: the same entry again: " + state);
    assertThat(state)
        .isInstanceOfSatisfying(
            TxState.Failed.class, f -> assertThat(f.fault()).isEqualTo(Fault.CONFLICT));
  }

  @Test
  void replacement_atElevenTenths_leavesOneExecuted() throws Exception {
    Prepared first = submitted(log.anchor(7));
    Prepared second;
    try {
      second = ledger.replace(first, log.anchor(9), WITHIN);
      var _ = ledger.submit(second, WITHIN);
    } catch (LedgerException e) {
      System.out.println("LiveNodeIT: the first was faster than its replacement: " + e);
      assertThat(settled(first)).isInstanceOf(TxState.Final.class);
      return;
    }

    List<TxState> states = List.of(settled(first), settled(second));

    System.out.println("LiveNodeIT: replaced: " + states);
    assertThat(states).hasAtLeastOneElementOfType(TxState.Final.class);
    assertThat(states).hasAtLeastOneElementOfType(TxState.Dead.class);
  }

  @Test
  void events_severalOpen_becomeFinal() throws Exception {
    Prepared one = submitted(event(1));
    Prepared two = submitted(event(2));

    assertThat(List.of(settled(one), settled(two))).hasOnlyElementsOfType(TxState.Final.class);
  }

  private EventRecord event(long index) {
    return new EventRecord(log.origin(), index, log.anchor(index).checkpoint().root());
  }

  private Prepared submitted(Content content) throws Exception {
    Prepared prepared = ledger.prepare(content, WITHIN);
    assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.ACCEPTED);
    return prepared;
  }

  private TxState settled(Prepared prepared) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      TxState state = ledger.inspect(List.of(prepared), WITHIN).states().getFirst();
      if (!(state instanceof TxState.Absent) && !(state instanceof TxState.Pooled)) {
        return state;
      }
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
    return fail("still open after " + PATIENCE);
  }

  private Fault refusal(Anchor anchor) throws InterruptedException {
    try {
      return fail("was taken: " + ledger.prepare(anchor, WITHIN));
    } catch (LedgerException e) {
      return e.fault();
    }
  }

  private static LedgerContext context() {
    return new LedgerContext(InstantSource.system(), new SecureRandom());
  }

  private static Map<String, String> settings() {
    String file = System.getenv("XINGHUO_LIVE");
    if (file == null) {
      throw new IllegalStateException("XINGHUO_LIVE has to name a settings file, see README.md");
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new IllegalStateException("XINGHUO_LIVE names a file that cannot be read", e);
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> settings.put(k, properties.getProperty(k)));
    settings.remove("adapter");
    settings.remove("policy");
    settings.computeIfPresent(
        "key-file", (name, key) -> Path.of(file).resolveSibling(key).toString());
    return settings;
  }
}
