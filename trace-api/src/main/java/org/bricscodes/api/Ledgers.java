package org.bricscodes.api;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bricscodes.anchoring.AnchorLoop;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.EventRecording;
import org.bricscodes.anchoring.LedgerStatus;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.Capabilities;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerDescriptor;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.WitnessedLog;

/**
 * The ledgers our checkpoints go to, each with the loop that keeps it anchored. Which ones is said
 * by the data directory ({@link LedgerFiles}); adapters are found by exact id.
 */
final class Ledgers implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Ledgers.class.getName());
  private static final Duration HEAD_WITHIN = Duration.ofSeconds(10);
  private static final Duration HEALTH_WITHIN = Duration.ofSeconds(10);
  private static final Duration HEALTH_EVERY = Duration.ofSeconds(15);

  private final ScheduledExecutorService scheduler;
  private final List<Ledger> open = new ArrayList<>();
  private final List<AnchorLoop> loops = new ArrayList<>();
  private final Map<LedgerId, LedgerDescriptor> descriptors = new TreeMap<>();

  private final Map<LedgerId, Health> healths = new ConcurrentSkipListMap<>();
  private volatile Map<LedgerId, LedgerStatus> statuses = Map.of();

  private Ledgers(int ledgers) {
    this.scheduler =
        Executors.newScheduledThreadPool(
            2 * ledgers + 1, Thread.ofPlatform().name("anchoring-", 0).daemon().factory());
  }

  /**
   * Opens every configured ledger, holds the log against what each remembers of it, and starts its
   * loop. A ledger that cannot be asked in time is passed over with a warning; anchoring there
   * fails later if it disagrees.
   *
   * @throws org.bricscodes.tlog.LogException if a ledger remembers a larger or another log: ours
   *     was restored from an old copy, and going on would fork it
   * @throws IllegalStateException naming the file, if a ledger's settings cannot be used, or what
   *     it holds of our log cannot be ours; a ledger that is only out of reach is that, too,
   *     because its identity cannot be known
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
        requireExpected(entry, ledger.descriptor().id());
        requireNew(entry, ledger.descriptor().id(), ledgers.descriptors);
        head(entry.file(), ledger, log.origin())
            .ifPresent(known -> log.requireExtends(known.checkpoint()));
        ledgers.descriptors.put(ledger.descriptor().id(), ledger.descriptor());
        ledgers.loops.add(
            new AnchorLoop(
                ledger,
                store,
                newest(witnessed),
                recording(entry, ledger, log),
                entry.pace().policy(),
                clock,
                random));
      }
    } catch (RuntimeException | Error e) {
      ledgers.close();
      throw e;
    }
    ledgers.loops.forEach(loop -> loop.start(ledgers.scheduler));
    ledgers.look(new Anchors(store));
    ledgers.open.forEach(ledgers::listen);
    return ledgers;
  }

  /** How each ledger stood behind the log a second ago or two. Never blocks. */
  Map<LedgerId, LedgerStatus> statuses() {
    return statuses;
  }

  /** How each ledger said it was, half a minute ago at most; not there before it was asked. */
  Map<LedgerId, Health> healths() {
    return Collections.unmodifiableMap(healths);
  }

  private void listen(Ledger ledger) {
    var _ =
        scheduler.scheduleWithFixedDelay(
            () -> {
              try {
                LedgerId id = ledger.descriptor().id();
                Health now = ledger.health(HEALTH_WITHIN);
                Health before = healths.put(id, now);
                if (before == null || before.status() != now.status()) {
                  tell(id, now, before != null);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            0,
            HEALTH_EVERY.toSeconds(),
            TimeUnit.SECONDS);
  }

  /** A ledger that is well is worth a line when it was not before. */
  private static void tell(LedgerId id, Health health, boolean changed) {
    String said = id + " is " + health.status().name().toLowerCase(Locale.ROOT);
    switch (health.status()) {
      case READY -> {
        if (changed) {
          LOG.log(System.Logger.Level.INFO, "{0}: {1}", said, health.detail());
        }
      }
      case DEGRADED, UNREACHABLE ->
          LOG.log(System.Logger.Level.WARNING, "{0}: {1}", said, health.detail());
    }
  }

  private void look(Anchors anchors) {
    var _ =
        scheduler.scheduleWithFixedDelay(
            () -> {
              try {
                Map<LedgerId, LedgerStatus> seen = new TreeMap<>();
                descriptors.keySet().forEach(ledger -> seen.put(ledger, anchors.status(ledger)));
                statuses = Collections.unmodifiableMap(seen);
              } catch (StoreException e) {
                LOG.log(System.Logger.Level.WARNING, "how the ledgers stand could not be read", e);
              }
            },
            0,
            1,
            TimeUnit.SECONDS);
  }

  /** When each ledger calls a transaction final. */
  Map<LedgerId, Capabilities.Finality> finalities() {
    Map<LedgerId, Capabilities.Finality> finalities = new TreeMap<>();
    open.forEach(
        ledger -> finalities.put(ledger.descriptor().id(), ledger.capabilities().finality()));
    return finalities;
  }

  Map<LedgerId, LedgerDescriptor> descriptors() {
    return descriptors;
  }

  /** By ledger, what its receipts are checked under; empty where a node has to be asked. */
  Map<LedgerId, String> trust() {
    Map<LedgerId, String> trust = new TreeMap<>();
    descriptors.forEach((id, descriptor) -> trust.put(id, descriptor.trust()));
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

  /** Whether single events go there too. */
  private static Optional<EventRecording> recording(
      LedgerFiles.Entry entry, Ledger ledger, TransparencyLog log) {
    OptionalLong from = entry.pace().eventsFrom();
    if (from.isEmpty()) {
      return Optional.empty();
    }
    if (!ledger.capabilities().has(Capability.PER_EVENT)) {
      throw new IllegalStateException(
          entry.file() + ": anchor.events=each, but this ledger does not take single events");
    }
    return Optional.of(new EventRecording(new LogFeed(log), from.getAsLong()));
  }

  private static void requireExpected(LedgerFiles.Entry entry, LedgerId found) {
    Optional<LedgerId> expected = entry.pace().expected();
    if (expected.isPresent() && !expected.get().equals(found)) {
      throw new IllegalStateException(
          entry.file()
              + ": anchor.ledger="
              + expected.get()
              + ", but what its settings lead to is "
              + found);
    }
  }

  /** Two loops for one ledger would take turns by accident. */
  private static void requireNew(
      LedgerFiles.Entry entry, LedgerId found, Map<LedgerId, LedgerDescriptor> known) {
    if (known.containsKey(found)) {
      throw new IllegalStateException(
          entry.file() + " leads to " + found + ", which another file leads to as well");
    }
  }

  /** With the cosignatures it has; an empty log has nothing to anchor. */
  private static Supplier<Optional<Anchor>> newest(WitnessedLog witnessed) {
    return () ->
        witnessed
            .settled(Anchor.MAX_BYTES)
            .map(note -> Anchor.of(note.bytes()))
            .filter(anchor -> anchor.checkpoint().size() > 0);
  }

  /**
   * What the ledger remembers, if anybody but this log's operator cannot have written it. One that
   * cannot be asked is only warned of; one that holds what we did not write, or refuses us, is not.
   */
  static Optional<AnchoredHead> head(Path file, Ledger ledger, String origin) {
    if (!ledger.capabilities().has(Capability.MONOTONIC_HEAD)) {
      return Optional.empty();
    }
    try {
      return ledger.head(origin, HEAD_WITHIN);
    } catch (LedgerException e) {
      return switch (e.fault().remedy()) {
        case ALARM, FIX ->
            throw new IllegalStateException(
                file + ": what its ledger holds of our log: " + e.getMessage(), e);
        case FUND, INSPECT, RESEND, REPLACE, PREPARE_AGAIN, READ_HEAD, LOOK_UP -> {
          LOG.log(System.Logger.Level.WARNING, "a ledger could not be asked for its head", e);
          yield Optional.empty();
        }
      };
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
