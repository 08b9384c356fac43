package org.bricscodes.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.testkit.SampleLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A feed that outlives peers and processes. */
@ExtendWith(FabricNetwork.Resolver.class)
final class RecordFeedIT {

  private static final Duration WITHIN = Duration.ofSeconds(60);

  private final FabricNetwork network;
  private final Map<String, String> settings;
  private final SampleLog log = new SampleLog("log.example/feed");
  private final BlockingQueue<RecordFeed.Entry> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<LedgerException> failures = new LinkedBlockingQueue<>();

  @TempDir Path dir;

  RecordFeedIT(FabricNetwork network) {
    this.network = network;
    this.settings = network.settings("annex", network.freshUser(), network.freshPool());
  }

  @Test
  void feed_peerRestarted_goesOnWithoutLoss() throws Exception {
    try (Ledger ledger = ledger();
        RecordFeed feed = RecordFeed.open(FabricNetwork.config(settings), dir.resolve("at"))) {
      Thread.ofVirtual().start(() -> read(feed));
      String writer = ledger.descriptor().signer();
      anchor(ledger, log.anchor(1));
      List<Long> sizes = new ArrayList<>(sizes(writer, 1));

      network.kill("peer1");
      network.resume("peer1");
      anchor(ledger, log.anchor(2));
      sizes.addAll(sizes(writer, 1));

      assertThat(sizes).containsExactly(1L, 2L);
      assertThat(feed.reopened()).isPositive();
    }
  }

  @Test
  void feed_newProcess_goesOnWhereTheLastEnded() throws Exception {
    try (Ledger ledger = ledger()) {
      String writer = ledger.descriptor().signer();
      Thread reading;
      try (RecordFeed first = RecordFeed.open(FabricNetwork.config(settings), dir.resolve("at"))) {
        reading = Thread.ofVirtual().start(() -> read(first));
        anchor(ledger, log.anchor(1));
        assertThat(sizes(writer, 1)).containsExactly(1L);
      }
      reading.join();
      assertThat(failures).isEmpty();
      anchor(ledger, log.anchor(2));
      seen.clear();

      try (RecordFeed second = RecordFeed.open(FabricNetwork.config(settings), dir.resolve("at"))) {
        Thread.ofVirtual().start(() -> read(second));

        // At least once: the last one may come again.
        List<Long> sizes = sizes(writer, 1);
        assertThat(sizes.equals(List.of(2L)) || sizes(writer, 1).equals(List.of(2L))).isTrue();
      }
    }
  }

  /** Peers say so in one of two ways; neither is tried again and again. */
  @Test
  void feed_ofAChannelThatNobodyHas_isRefused() throws Exception {
    settings.put("channel", "nobodys");
    try (RecordFeed feed = RecordFeed.open(FabricNetwork.config(settings), dir.resolve("at"))) {
      Thread reading = Thread.ofVirtual().start(() -> read(feed));
      LedgerException refusal = failures.poll(60, TimeUnit.SECONDS);
      reading.join();

      assertThat(refusal).as("a refusal within a minute").isNotNull();
      assertThat(refusal).isInstanceOf(LedgerException.Refused.class);
      assertThat(refusal.fault()).isIn(Fault.UNAUTHORIZED, Fault.WRONG_NETWORK);
      assertThat(seen).isEmpty();
    }
  }

  private Ledger ledger() throws LedgerException, InterruptedException {
    return new FabricLedgerProvider()
        .open(
            FabricNetwork.config(settings),
            new LedgerContext(InstantSource.system(), new SecureRandom()));
  }

  private void read(RecordFeed feed) {
    try {
      feed.run(seen::add);
    } catch (LedgerException e) {
      failures.add(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void anchor(Ledger ledger, Anchor anchor) throws Exception {
    for (int i = 0; ; i++) {
      try {
        Prepared prepared = ledger.prepare(anchor, WITHIN);
        var _ = ledger.submit(prepared, WITHIN);
        return;
      } catch (LedgerException.Unavailable e) {
        if (i == 60) {
          throw e;
        }
        Thread.sleep(500);
      }
    }
  }

  /** Sizes of the next checkpoints of one writer. */
  private List<Long> sizes(String writer, int count) throws InterruptedException {
    List<Long> sizes = new ArrayList<>();
    while (sizes.size() < count) {
      RecordFeed.Entry entry = seen.poll(60, TimeUnit.SECONDS);
      assertThat(entry).as("a record within a minute").isNotNull();
      if (entry.writer().equals(writer) && entry.content() instanceof Anchor anchor) {
        sizes.add(anchor.checkpoint().size());
      }
    }
    return sizes;
  }
}
