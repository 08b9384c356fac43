package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.capture.CaptureTables;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.capture.MasterData;
import org.bricscodes.capture.Mentions;
import org.bricscodes.codes.Aliases;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeLife;
import org.bricscodes.codes.CodeOwners;
import org.bricscodes.codes.CodeStates;
import org.bricscodes.codes.InnerLimits;
import org.bricscodes.codes.InnerStates;
import org.bricscodes.codes.KeyEpoch;
import org.bricscodes.codes.Owners;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.provenance.ArchivedEvents;
import org.bricscodes.provenance.EventCache;
import org.bricscodes.provenance.EventSource.Found;
import org.bricscodes.provenance.Names;
import org.bricscodes.provenance.ProvenanceReader;
import org.bricscodes.resolver.LinkRegistry;
import org.bricscodes.scans.ScanHistory;
import org.bricscodes.scans.StoredSalts;
import org.bricscodes.store.Posting;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.cassandra.CassandraStore;
import org.jspecify.annotations.Nullable;

/**
 * Answers look-ups of codes in a process that writes nothing of the service but what look-ups leave
 * behind. What it reads is the store itself, so a code, a recall or an event shows here as soon as
 * an answer is made again: {@link #OLDEST} after it was made, at the latest.
 *
 * <p>What is left of the visits of an item is changed by compare-and-set ({@code
 * scans.ScanRecorder}), so several processes may note visits of one item; what was kept long enough
 * is ended by the node that writes the service.
 *
 * <p>Where it cannot tell, since codes were made with a master key that is not here, it takes
 * nothing, and everything goes to the node that writes.
 */
final class Scanning implements StandIn.Local, AutoCloseable {

  private static final Logger LOG = System.getLogger(Scanning.class.getName());

  /** How long an answer is good. */
  static final Duration OLDEST = Duration.ofSeconds(1);

  /** More than the service has, since each of them waits for answers over the network. */
  private static final int POOL_THREADS = 64;

  private static final int POOL_QUEUE = 4096;
  private static final String LINKS = "/scan/01/";

  /** What others answer stands behind the link of a code. */
  private static final Set<String> BELOW =
      Set.of("proof", "evidence.pdf", "report", "recalls.atom");

  private static final Set<String> OWN = Set.of("/ready", "/metrics", "/scan/offline.js");
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofSeconds(10);

  private final Closers closers = new Closers("what answers scans");
  private final CodeBook codes;
  private final FollowedCheckpoint log;
  private final Handler<HttpServerRequest> front;

  /** Made with a master key that is not here. */
  private volatile List<KeyEpoch> unreadable;

  private volatile boolean ending;

  /**
   * Begins. Blocks.
   *
   * @param store opened with {@link #tables}; used, not closed
   * @param writer where the node is that writes the service; empty while nobody is known to
   * @param vertx whose event loops requests come on
   * @throws RuntimeException if a key or a row does not read, or the store does not answer; nothing
   *     is left open
   */
  @SuppressWarnings("IllegalCatch") // whatever went wrong, what is open is closed first
  Scanning(
      Config config,
      DataDirectory data,
      CassandraStore store,
      Supplier<Optional<URI>> writer,
      Vertx vertx,
      Clock clock,
      SecureRandom random) {
    try {
      Limits limits = Limits.STANDARD;
      BaseUrl baseUrl = new BaseUrl(config.baseUrl());
      FollowedKeys keys = closers.own(FollowedKeys.start(store, random, clock));
      Names names = new KnownNames(new PlaceNames(new MasterData(store)), keys.keys());
      this.codes =
          new CodeBook(store, Assembly.masterKeys(data, store, config.keys()), clock, random);
      this.log =
          closers.own(
              new FollowedCheckpoint(data.witnesses().trusted(data.logVerifierKey()), writer));
      Scans scans = closers.own(scans(config, data, store, clock, random));
      Work work = closers.own(new Work(vertx, "scan-work", POOL_THREADS, POOL_QUEUE));
      Metrics metrics = TraceServer.metrics(work);
      scans.measure(metrics);
      List<Door> doors = new ArrayList<>();
      doors.add(Door.open(HttpMethod.GET, "/ready", _ -> ready()));
      doors.add(
          Door.open(HttpMethod.GET, "/metrics", _ -> now(metrics.print(), Metrics.MEDIA_TYPE))
              .only(Role.AUDITOR));
      doors.addAll(
          new ScanDoors(
                  provenance(config, store, names, clock, random),
                  log,
                  scans,
                  new ScanPage(baseUrl, names, config.reports()),
                  new ScanJson(baseUrl, config.reports()),
                  new ScanCache(new Mentions(), () -> 0, scans.marks(), OLDEST),
                  work)
              .doors());
      Front answers =
          new Front(
              new Doors(doors),
              keys::keys,
              new ProblemDocument(baseUrl, limits),
              metrics,
              limits,
              config.timing(),
              scans.onlookers()::address,
              () -> ending,
              System::nanoTime);
      this.front = answers.router(vertx);
      this.unreadable = codes.unreadableEpochs();
      complain();
      ScheduledExecutorService looks =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().name("scan-log").daemon().factory());
      closers.own(() -> end(looks, log));
      var _ = looks.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** What it reads, and of scans what it writes. */
  static Set<Table> tables() {
    Set<Table> tables = new HashSet<>(Set.of(ApiKeys.TABLE, StoredSalts.TABLE));
    tables.addAll(CodeBook.tables());
    tables.addAll(CodeStates.tables());
    tables.addAll(InnerStates.tables());
    tables.addAll(CodeLife.tables());
    tables.addAll(Aliases.tables());
    tables.addAll(CaptureTables.all());
    tables.addAll(Anchors.TABLES);
    tables.addAll(LinkRegistry.tables());
    tables.addAll(ScanHistory.tables());
    return tables;
  }

  private Scans scans(
      Config config, DataDirectory data, CassandraStore store, Clock clock, SecureRandom random) {
    BookItems items =
        new BookItems(
            codes,
            new CodeStates(store, clock, random),
            new CodeLife(store, clock, random),
            new InnerStates(store, InnerLimits.STANDARD, clock, random));
    return Scans.open(
        store,
        data,
        Assembly.sharedSalts(data, store, random),
        items,
        config.scans(),
        Scans.Upkeep.ELSEWHERE,
        store.part().id(),
        clock,
        random);
  }

  private ProvenanceReader provenance(
      Config config, Store store, Names names, Clock clock, SecureRandom random) {
    EventArchive archive = new EventArchive(store, new TermIndex(store, CaptureTables.TERM));
    LinkRegistry links = new LinkRegistry(store, random, codes::firstIssuer);
    Owners owners = new CodeOwners(store, codes, links::owner);
    return new ProvenanceReader(
        codes,
        new CodeStates(store, clock, random),
        new Aliases(store, clock, random),
        owners,
        new ArchivedEvents(
            archive, new EpcisJson(Assembly.documents(Limits.STANDARD)), logged(new KeptEvents())),
        names,
        new LogProgress(log, new Anchors(store)),
        config.disclosure(),
        clock);
  }

  /**
   * Only what the log holds: the node that writes may take back what it had begun to record and did
   * not finish, and tells this one nothing of it.
   */
  private EventCache logged(EventCache events) {
    return new EventCache() {
      @Override
      public @Nullable Found find(Posting posting) {
        return events.find(posting);
      }

      @Override
      public void keep(Posting posting, Found event) {
        if (event.recorded().sequence() < log.size()) {
          events.keep(posting, event);
        }
      }
    };
  }

  @SuppressWarnings("IllegalCatch") // the next look is another one
  private void look() {
    try {
      readable();
      log.look();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "what the log is by now is not known", e);
    }
  }

  /** Looks whether every code can be told. Blocks. */
  private void readable() {
    try {
      boolean before = unreadable.isEmpty();
      unreadable = codes.unreadableEpochs();
      if (before) {
        complain();
      }
    } catch (StoreException e) {
      LOG.log(Level.DEBUG, "whether every code can be told is not known now", e);
    }
  }

  private void complain() {
    if (!unreadable.isEmpty()) {
      LOG.log(
          Level.ERROR,
          "codes were issued with a master key that is not here: scans go to the node that writes"
              + " until that key is copied here and this node started again");
    }
  }

  @Override
  public boolean takes(HttpServerRequest request) {
    String path = request.path();
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    return reads
        && path != null
        && takes(path)
        && (unreadable.isEmpty() || !path.startsWith(LINKS));
  }

  static boolean takes(String path) {
    return path.startsWith(LINKS)
        ? !BELOW.contains(path.substring(path.lastIndexOf('/') + 1))
        : OWN.contains(path);
  }

  @Override
  public void answer(HttpServerRequest request) {
    front.handle(request);
  }

  /** Records what was seen, and ends. */
  @Override
  public void close() {
    closers.close();
  }

  /** Says from now on that it stops. */
  void ends() {
    ending = true;
  }

  private Future<Answer> ready() {
    return ending
        ? Future.failedFuture(new Problem(ProblemKind.UNAVAILABLE, "not ready: stopping"))
        : now("ready\n", Answer.TEXT);
  }

  private static Future<Answer> now(String text, String type) {
    return Future.succeededFuture(Answer.text(200, type, text).noStore());
  }

  private static void end(ScheduledExecutorService looks, FollowedCheckpoint log)
      throws InterruptedException {
    log.ends();
    looks.shutdownNow();
    if (!looks.awaitTermination(END.toSeconds(), TimeUnit.SECONDS)) {
      LOG.log(Level.WARNING, "the log is still being looked at");
    }
  }
}
