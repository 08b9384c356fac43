package org.bricscodes.api;

import java.io.IOException;
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
import org.bricscodes.anchoring.AnchorLoop;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.EventRecording;
import org.bricscodes.anchoring.LedgerStatus;
import org.bricscodes.anchoring.Turns;
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

/**
 * The ledgers our checkpoints go to, each with the loop that keeps it anchored. Which ones is said
 * by the data directory ({@link LedgerFiles}); adapters are found by exact id.
 */
final class Ledgers implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Ledgers.class.getName());
  private static final Duration HEAD_WITHIN = Duration.ofSeconds(10);
  private static final Duration HEALTH_WITHIN = Duration.ofSeconds(10);
  private static final Duration HEALTH_EVERY = Duration.ofSeconds(15);

  private static final Duration REACH_EVERY = Duration.ofSeconds(15);

  /** Why a configured ledger is not written to. */
  enum Absence {
    /** It could not be reached so far. */
    AWAITED,
    /** It is not the one it should be, or holds what our log does not. */
    REFUSED
  }

  private final LedgerProviders providers = LedgerProviders.load(Ledgers.class.getClassLoader());
  private final ScheduledExecutorService scheduler;
  private final Store store;
  private final AnchoredLog log;
  private final Turns turns;
  private final LedgerContext context;
  private final List<Ledger> open = new ArrayList<>(); // guarded by this, as the next
  private final List<AnchorLoop> loops = new ArrayList<>();
  private boolean closed;
  private final Map<LedgerId, LedgerDescriptor> descriptors = new ConcurrentSkipListMap<>();
  private final Map<LedgerId, Capabilities.Finality> finalities = new ConcurrentSkipListMap<>();
  private final Map<LedgerId, String> trust = new ConcurrentSkipListMap<>();
  private final Map<String, Absence> absent = new ConcurrentSkipListMap<>();

  private final Map<LedgerId, Health> healths = new ConcurrentSkipListMap<>();
  private volatile Map<LedgerId, LedgerStatus> statuses = Map.of();

  private Ledgers(
      int ledgers, Store store, AnchoredLog log, Turns turns, Clock clock, SecureRandom random) {
    this.store = store;
    this.log = log;
    this.turns = turns;
    this.context = new LedgerContext(clock, random);
    this.scheduler =
        Executors.newScheduledThreadPool(
            2 * ledgers + 1, Thread.ofPlatform().name("anchoring-", 0).daemon().factory());
  }

  /**
   * Opens every configured ledger, holds the log against what each remembers of it, and starts its
   * loop. One that cannot be reached does not keep the service from starting: it is tried again
   * until it can, and held against the log then.
   *
   * @throws org.bricscodes.tlog.LogException if a ledger remembers a larger or another log: ours
   *     was restored from an old copy, and going on would fork it
   * @throws IllegalStateException naming the file, if a ledger's settings cannot be used, or what
   *     it holds of our log cannot be ours
   */
  static Ledgers open(
      DataDirectory data,
      Store store,
      AnchoredLog log,
      Turns turns,
      Clock clock,
      SecureRandom random) {
    return open(LedgerFiles.read(data.ledgers(), log.origin()), store, log, turns, clock, random);
  }

  /** The same with these ledgers. */
  static Ledgers open(
      List<LedgerFiles.Entry> entries,
      Store store,
      AnchoredLog log,
      Turns turns,
      Clock clock,
      SecureRandom random) {
    Ledgers ledgers = new Ledgers(entries.size(), store, log, turns, clock, random);
    try {
      for (LedgerFiles.Entry entry : entries) {
        try {
          ledgers.join(entry);
        } catch (LedgerException.Refused e) {
          throw unusable(entry, e);
        } catch (LedgerException | IOException e) {
          ledgers.await(entry, e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted while opening " + entry.file(), e);
        }
      }
    } catch (RuntimeException | Error e) {
      ledgers.close();
      throw e;
    }
    ledgers.look(new Anchors(store));
    return ledgers;
  }

  /** Opens one ledger, holds the log against it, and starts its loop; all of it, or nothing. */
  private void join(LedgerFiles.Entry entry)
      throws LedgerException, IOException, InterruptedException {
    Ledger ledger = providers.open(entry.adapter(), entry.settings(), context);
    try {
      requireExpected(entry, ledger.descriptor().id());
      Optional<AnchoredHead> head = head(entry.file(), ledger, log.origin());
      if (head.isPresent()) {
        log.requireExtends(head.get().checkpoint());
      }
      AnchorLoop loop =
          new AnchorLoop(
              ledger,
              store,
              log::newest,
              recording(entry, ledger, log),
              entry.pace().policy(),
              turns,
              context.clock(),
              context.random());
      begin(entry, ledger, loop);
    } catch (RuntimeException | IOException | Error e) {
      ledger.close();
      throw e;
    }
  }

  /** Under one lock, so that of two files for one ledger, reached at once, one is refused. */
  private synchronized void begin(LedgerFiles.Entry entry, Ledger ledger, AnchorLoop loop) {
    if (closed) {
      throw new IllegalStateException("closed meanwhile");
    }
    LedgerDescriptor descriptor = ledger.descriptor();
    requireNew(entry, descriptor.id());
    open.add(ledger);
    loops.add(loop);
    trust.put(descriptor.id(), descriptor.trust());
    finalities.put(descriptor.id(), ledger.capabilities().finality());
    descriptors.put(descriptor.id(), descriptor);
    loop.start(scheduler);
    listen(ledger);
  }

  /** A ledger that cannot be reached, or not be held against the log, is tried until it can. */
  private void await(LedgerFiles.Entry entry, Exception e) {
    Absence before = absent.put(name(entry), Absence.AWAITED);
    if (before == null) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the ledger of {0} cannot be used yet and is tried again each {1} s: {2}",
          entry.file(),
          REACH_EVERY.toSeconds(),
          e.getMessage());
    }
    var _ = scheduler.schedule(() -> reach(entry), REACH_EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  @SuppressWarnings("IllegalCatch") // whatever it is, it is told, and the service goes on
  private void reach(LedgerFiles.Entry entry) {
    try {
      join(entry);
      absent.remove(name(entry));
      LOG.log(System.Logger.Level.INFO, "the ledger of {0} is reached", entry.file());
    } catch (LedgerException.Refused e) {
      refuse(entry, unusable(entry, e));
    } catch (LedgerException | IOException e) {
      await(entry, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing
    } catch (RuntimeException e) {
      refuse(entry, e);
    }
  }

  /** What would have kept the service from starting: nothing is anchored there. */
  private void refuse(LedgerFiles.Entry entry, RuntimeException e) {
    if (!isClosed()) {
      absent.put(name(entry), Absence.REFUSED);
      LOG.log(
          System.Logger.Level.ERROR,
          "nothing is anchored on the ledger of " + entry.file() + "; this needs an operator",
          e);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private static String name(LedgerFiles.Entry entry) {
    return String.valueOf(entry.file().getFileName());
  }

  /** By the name of its file, why a ledger is not written to. */
  Map<String, Absence> absent() {
    return Collections.unmodifiableMap(absent);
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

  /** When each ledger calls a transaction final; grows while one is awaited, as the next two. */
  Map<LedgerId, Capabilities.Finality> finalities() {
    return Collections.unmodifiableMap(finalities);
  }

  /** The adapters there are, whether or not anything is anchored by them. */
  LedgerProviders providers() {
    return providers;
  }

  Map<LedgerId, LedgerDescriptor> descriptors() {
    return Collections.unmodifiableMap(descriptors);
  }

  /** By ledger, what its receipts are checked under; empty where a node has to be asked. */
  Map<LedgerId, String> trust() {
    return Collections.unmodifiableMap(trust);
  }

  @Override
  public void close() {
    List<Ledger> ledgers;
    List<AnchorLoop> ended;
    synchronized (this) {
      closed = true; // nothing joins from here on
      ledgers = List.copyOf(open);
      ended = List.copyOf(loops);
      loops.forEach(AnchorLoop::close);
    }
    scheduler.shutdownNow();
    try {
      if (!scheduler.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "an anchoring pass did not stop in ten seconds");
      }
      for (AnchorLoop loop : ended) {
        loop.leave();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ledgers.forEach(Ledger::close);
  }

  /** Whether single events go there too. */
  private static Optional<EventRecording> recording(
      LedgerFiles.Entry entry, Ledger ledger, AnchoredLog log) throws IOException {
    OptionalLong from = entry.pace().eventsFrom();
    if (from.isEmpty()) {
      return Optional.empty();
    }
    if (!ledger.capabilities().has(Capability.PER_EVENT)) {
      throw new IllegalStateException(
          entry.file() + ": anchor.events=each, but this ledger does not take single events");
    }
    return Optional.of(new EventRecording(log.feed(), from.getAsLong()));
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
  private void requireNew(LedgerFiles.Entry entry, LedgerId found) {
    if (descriptors.containsKey(found)) {
      throw new IllegalStateException(
          entry.file() + " leads to " + found + ", which another file leads to as well");
    }
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

  private static IllegalStateException unusable(LedgerFiles.Entry entry, LedgerException e) {
    return new IllegalStateException(
        "the ledger of " + entry.file() + " cannot be opened: " + e.getMessage(), e);
  }
}
