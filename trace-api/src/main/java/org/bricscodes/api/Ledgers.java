package org.bricscodes.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bricscodes.anchoring.AnchorLoop;
import org.bricscodes.anchoring.AnchorPolicy;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerDescriptor;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.store.Store;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.WitnessedLog;

/**
 * The ledgers our checkpoints go to, each with the loop that keeps it anchored. Which ones is said
 * by the data directory ({@link LedgerFiles}); adapters are found by exact id.
 */
final class Ledgers implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Ledgers.class.getName());
  private static final Duration HEAD_WITHIN = Duration.ofSeconds(10);

  private final ScheduledExecutorService scheduler;
  private final List<Ledger> open = new ArrayList<>();
  private final List<AnchorLoop> loops = new ArrayList<>();
  private final Map<LedgerId, LedgerDescriptor> descriptors = new TreeMap<>();

  private Ledgers(int ledgers) {
    this.scheduler =
        Executors.newScheduledThreadPool(
            Math.max(1, ledgers), Thread.ofPlatform().name("anchoring-", 0).daemon().factory());
  }

  /**
   * Opens every configured ledger, holds the log against what each remembers of it, and starts its
   * loop. A ledger that cannot be asked in time is passed over with a warning; anchoring there
   * fails later if it disagrees.
   *
   * @throws org.bricscodes.tlog.LogException if a ledger remembers a larger or another log: ours
   *     was restored from an old copy, and going on would fork it
   * @throws IllegalStateException naming the file, if a ledger's settings cannot be used; a ledger
   *     that is only out of reach is that, too, because its identity cannot be known
   */
  static Ledgers open(
      DataDirectory data,
      Store store,
      TransparencyLog log,
      WitnessedLog witnessed,
      Clock clock,
      SecureRandom random) {
    List<LedgerFiles.Entry> entries = LedgerFiles.read(data.ledgers(), log.origin());
    Ledgers ledgers = new Ledgers(entries.size());
    try {
      LedgerProviders providers = LedgerProviders.load(Ledgers.class.getClassLoader());
      for (LedgerFiles.Entry entry : entries) {
        Ledger ledger = ledger(providers, entry, new LedgerContext(clock, random));
        ledgers.open.add(ledger);
        head(ledger, log.origin()).ifPresent(known -> log.requireExtends(known.checkpoint()));
        ledgers.descriptors.put(ledger.descriptor().id(), ledger.descriptor());
        AnchorPolicy policy = entry.near() ? AnchorPolicy.local() : AnchorPolicy.remote();
        ledgers.loops.add(new AnchorLoop(ledger, store, newest(witnessed), policy, clock, random));
      }
    } catch (RuntimeException | Error e) {
      ledgers.close();
      throw e;
    }
    ledgers.loops.forEach(loop -> loop.start(ledgers.scheduler));
    return ledgers;
  }

  Map<LedgerId, LedgerDescriptor> descriptors() {
    return descriptors;
  }

  /** By ledger, what its receipts are checked under; those that have such a thing. */
  Map<LedgerId, String> trust() {
    Map<LedgerId, String> trust = new TreeMap<>();
    descriptors.forEach(
        (id, descriptor) -> {
          if (!descriptor.trust().isEmpty()) {
            trust.put(id, descriptor.trust());
          }
        });
    return trust;
  }

  @Override
  public void close() {
    loops.forEach(AnchorLoop::close);
    scheduler.shutdownNow();
    try {
      if (!scheduler.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "an anchoring pass did not stop in ten seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.forEach(Ledger::close);
  }

  /** With the cosignatures it has; an empty log has nothing to anchor. */
  private static Supplier<Optional<Anchor>> newest(WitnessedLog witnessed) {
    return () ->
        witnessed
            .settled(Anchor.MAX_BYTES)
            .map(note -> Anchor.of(note.bytes()))
            .filter(anchor -> anchor.checkpoint().size() > 0);
  }

  /** What the ledger remembers, if anybody but this log's operator cannot have written it. */
  private static Optional<AnchoredHead> head(Ledger ledger, String origin) {
    if (!ledger.capabilities().has(Capability.MONOTONIC_HEAD)) {
      return Optional.empty();
    }
    try {
      return ledger.head(origin, HEAD_WITHIN);
    } catch (LedgerException e) {
      LOG.log(System.Logger.Level.WARNING, "a ledger could not be asked for its head", e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking a ledger for its head", e);
    }
  }

  private static Ledger ledger(
      LedgerProviders providers, LedgerFiles.Entry entry, LedgerContext context) {
    try {
      return providers.open(entry.adapter(), entry.settings(), context);
    } catch (LedgerException e) {
      throw new IllegalStateException(
          "the ledger of " + entry.file() + " cannot be opened: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while opening " + entry.file(), e);
    }
  }
}
