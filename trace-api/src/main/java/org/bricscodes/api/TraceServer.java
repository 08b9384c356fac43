package org.bricscodes.api;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bricscodes.api.output.LabelFonts;
import org.bricscodes.capture.NodeLogs;
import org.bricscodes.provenance.Disclosure;
import org.bricscodes.reports.Reports;
import org.bricscodes.store.cassandra.CassandraStore;
import org.bricscodes.store.rocksdb.RocksStore;
import org.jspecify.annotations.Nullable;

/**
 * The running service. {@link #start} returns when it answers; {@link #close} drains and ends it.
 */
public final class TraceServer implements AutoCloseable {

  /** The party an operator's own key, and orders placed beside the service, belong to. */
  public static final String OPERATOR = "urn:x-bricscodes:operator";

  private static final System.Logger LOG = System.getLogger(TraceServer.class.getName());
  private static final int POOL_THREADS = 16;
  private static final int POOL_QUEUE = 4096;

  /** Inner codes a network may tell at once, and how soon it may tell one more. */
  private static final int INNER_CODES_AT_ONCE = 30;

  private static final Duration INNER_CODE_EVERY = Duration.ofSeconds(10);

  /** How often events of codes that could not be recorded are tried again. */
  private static final Duration TELL_AGAIN = Duration.ofSeconds(30);

  /** How often reports whose time is over are looked for. */
  private static final Duration SWEEP_REPORTS = Duration.ofMinutes(30);

  private final Vertx vertx;
  private final Assembly assembly;
  private final Work work;
  private final Workers helpers;
  private final String address;
  private final BaseUrl baseUrl;
  private final LabelFonts fonts;
  private final Disclosure disclosure;
  private final Doors doors;
  private final Holdings holdings;
  private final Captures captures;
  private final Capturing own;

  /** Null only while a start fails. */
  private final @Nullable Deliveries deliveries;

  private final @Nullable OnlineBackups backups;

  private final @Nullable String firstAdminKey;
  private final Timing timing;
  private volatile boolean answering;
  private volatile boolean stopping;

  @SuppressWarnings("IllegalCatch") // whatever went wrong, nothing is left running
  private TraceServer(
      Config config,
      Holdings holdings,
      Clock clock,
      SecureRandom random,
      Runnable beforeListening) {
    Limits limits = Limits.STANDARD;
    this.holdings = holdings;
    this.disclosure = config.disclosure();
    this.timing = config.timing();
    this.assembly =
        Assembly.open(
            config.data(),
            config.store(),
            config.keys(),
            config.scans(),
            disclosure,
            clock,
            random);
    this.vertx = Vertx.vertx(vertxOptions());
    this.work = new Work(vertx, "trace-work", POOL_THREADS, POOL_QUEUE);
    this.helpers = Workers.helping();
    this.baseUrl = new BaseUrl(config.baseUrl());
    this.fonts = config.labelFonts();
    try {
      ApiKeys keys = assembly.parts().keys();
      this.own = assembly.capturing();
      this.captures = captures(random);
      Metrics metrics = metrics(work);
      assembly.parts().scans().measure(metrics);
      new AnchorMeasures(
              assembly.parts().ledgers()::statuses,
              assembly.parts().ledgers()::healths,
              () -> assembly.parts().log().checkpoint().size(),
              clock)
          .measure(metrics);
      metrics.gauge(
          "anchor_ledgers_absent",
          "Configured ledgers that are not written to: not reached, or refused",
          assembly.parts().ledgers().absent()::size);
      assembly
          .parts()
          .adoption()
          .ifPresent(
              adoption -> {
                metrics.gauge(
                    "events_to_adopt",
                    "Events that nodes' logs acknowledged and that have no place here yet",
                    adoption::waiting);
                metrics.gauge(
                    "logs_set_aside",
                    "Logs of nodes whose rows do not read, so that nothing more of them is seen",
                    adoption::setAside);
              });
      ProblemDocument problems = new ProblemDocument(baseUrl, limits);
      Deliveries standing =
          Deliveries.open(assembly.parts(), vertx, work, config, forms(), problems, clock, random);
      this.deliveries = standing;
      this.backups = backups(config, clock, random);
      standing.measure(metrics);
      Reports reports =
          new Reports(assembly.parts().store(), config.reports().retention(), clock, random);
      this.doors = new Doors(doors(standing, config, reports, limits, metrics, clock, random));
      Front front =
          new Front(
              doors,
              () -> keys,
              problems,
              metrics,
              limits,
              config.timing(),
              assembly.parts().scans().onlookers()::address,
              () -> stopping,
              System::nanoTime);
      front.measure();
      Front.Routing routing = routing(config, keys, problems, limits, random);
      beforeListening.run();
      int port =
          Listener.listen(
                  vertx,
                  config,
                  limits,
                  Listener.Answering.by(front, vertx, routing, config.timing().drain()))
              .port();
      this.address = address(config, port);
      baseUrl.listening(address);
      this.answering = true;
      vertx.setPeriodic(
          TELL_AGAIN.toMillis(),
          _ ->
              work.run(
                  () -> {
                    finish();
                    return true;
                  }));
      vertx.setPeriodic(
          SWEEP_REPORTS.toMillis(),
          _ ->
              work.run(reports::sweep)
                  .onFailure(
                      e ->
                          LOG.log(
                              System.Logger.Level.ERROR,
                              "old reports could not be removed; trying again",
                              e)));
      // Last, so that a key that is shown only once is not made by a start that fails.
      this.firstAdminKey = admin(config, keys);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Starts on {@code config}. Blocks until requests are answered.
   *
   * @throws RuntimeException if the port is taken or the data directory cannot be opened; nothing
   *     is left running then
   */
  public static TraceServer start(Config config, Clock clock, SecureRandom random) {
    return start(config, clock, random, () -> {});
  }

  /**
   * The same.
   *
   * @param beforeListening run when all is open and only the port is wanted
   */
  static TraceServer start(
      Config config, Clock clock, SecureRandom random, Runnable beforeListening) {
    return start(config, Holdings.none(), clock, random, beforeListening);
  }

  /**
   * The same, in a process that is one of several nodes.
   *
   * @param holdings where it says that it writes, and which logs it looks in
   */
  static TraceServer start(
      Config config, Holdings holdings, Clock clock, SecureRandom random, Runnable ready) {
    return new TraceServer(config, holdings, clock, random, ready);
  }

  /**
   * Brings to other nodes what they have the logs for. From here on this process is known to write.
   */
  private Front.Routing routing(
      Config config, ApiKeys keys, ProblemDocument problems, Limits limits, SecureRandom random) {
    if (holdings.address().isEmpty()
        || !(assembly.parts().store() instanceof CassandraStore store)) {
      return Listener.EVERYTHING_HERE;
    }
    holdings.service(
        new Desk(
            keys, Optional.empty(), captures, Desk.Map.of(store, new NodeLogs(store, random))));
    CaptureRouter router =
        new CaptureRouter(holdings, new HandOn(vertx, problems, config.scans(), limits), work);
    return (request, onwards) -> router.route(request, CaptureRouter.Ending.atTheWriter(onwards));
  }

  /** What keeps it from doing all it should until it is started again; empty when nothing does. */
  String trouble() {
    return assembly.trouble();
  }

  /** Where it listens. */
  public URI address() {
    return URI.create(address);
  }

  /** How clients reach it: the configured base URL, or {@link #address}. */
  public URI baseUrl() {
    return URI.create(baseUrl.at(""));
  }

  /** The admin key made at the first start, to be shown once; otherwise empty. */
  public Optional<String> firstAdminKey() {
    return Optional.ofNullable(firstAdminKey);
  }

  /** Every operation as {@code GET /path}, as the OpenAPI document spells it. */
  List<String> operations() {
    return doors.all().stream().map(d -> d.method().name() + " " + d.path().documented()).toList();
  }

  /** Completes when every look-up answered so far is recorded. */
  CompletionStage<@Nullable Void> scansSettled() throws InterruptedException {
    return assembly.parts().scans().recorder().settled();
  }

  /**
   * Stops, in this order: {@code /ready} says so while everything is answered as before, for as
   * long as notice is given; streams are told, and no more connections are taken; requests under
   * way are answered, or cut off when their time is over; documents that were accepted are recorded
   * as far as there is time, and the rest by the next start.
   */
  @Override
  public void close() {
    stopping = true;
    if (answering) {
      answering = false;
      timing.giveNotice();
    }
    if (deliveries != null) {
      deliveries.close(); // while there is a network to finish them by
    }
    holdings.service(null);
    vertx.close().await();
    if (backups != null) {
      backups.close();
    }
    work.close();
    helpers.close();
    assembly.close();
  }

  /**
   * Who records what is sent here.
   *
   * @throws IllegalStateException if that is up to several nodes, and this is none
   */
  private Captures captures(SecureRandom random) {
    if (!(assembly.parts().store() instanceof CassandraStore store)) {
      return Captures.alone(own);
    }
    if (holdings.address().isEmpty() && !new NodeLogs(store, random).list().isEmpty()) {
      throw new IllegalStateException(
          "nodes with logs of their own record in this keyspace, and parties have their homes"
              + " there: start this as one of them, with --node-address");
    }
    return new Captures(
        assembly.parts().homes(),
        holdings::mine,
        writer -> writer == 0 ? Optional.of(own) : holdings.log(writer).map(HeldLog::capturing));
  }

  private @Nullable OnlineBackups backups(Config config, Clock clock, SecureRandom random) {
    Assembly.Parts parts = assembly.parts();
    return parts.store() instanceof RocksStore store
        ? BackupSettings.read(config.data())
            .map(
                settings ->
                    new OnlineBackups(settings, store, parts.log(), config.data(), clock, random))
            .orElse(null)
        : null;
  }

  private List<Door> doors(
      Deliveries deliveries,
      Config config,
      Reports reports,
      Limits limits,
      Metrics metrics,
      Clock clock,
      SecureRandom random) {
    Assembly.Parts parts = assembly.parts();
    ScanCache scans =
        new ScanCache(
            parts.recorder().mentions(),
            // What is logged, and who vouches for it; both only grow.
            () -> parts.sequencer().loggedSize() + parts.witnessed().changes(),
            parts.scans().marks());
    List<Door> all = new ArrayList<>();
    all.addAll(
        new OperationDoors(
                metrics,
                OpenApi.load(),
                () -> stopping ? "stopping" : assembly.trouble(),
                holdings::trouble)
            .doors());
    all.addAll(new KeyDoors(parts.keys(), scans::changed, work, limits).doors());
    all.addAll(new BackupDoors(Optional.ofNullable(backups), parts.changes(), work).doors());
    InnerDoors inner =
        new InnerDoors(
            parts.codes(),
            parts.inner(),
            parts.provenance(),
            new NetworkBuckets(
                INNER_CODES_AT_ONCE, INNER_CODE_EVERY, System::nanoTime, new SecureRandom()),
            scans,
            parts.scans(),
            work);
    inner.measure(metrics);
    all.addAll(inner.doors()); // before what takes any path below a code
    all.addAll(
        new BatchDoors(parts.codes(), parts.codeEvents(), scans, work, baseUrl, limits).doors());
    all.addAll(
        new OutputDoors(parts.codes(), fonts, work, helpers, baseUrl, System::nanoTime).doors());
    all.addAll(
        new StateDoors(
                parts.codes(),
                parts.states(),
                parts.inner(),
                parts.life(),
                parts.codeEvents(),
                scans,
                work,
                limits)
            .doors());
    all.addAll(new EpochDoors(parts.codes(), scans, clock, work, limits).doors());
    all.addAll(life(scans, limits));
    all.addAll(new SymbolDoors(work, baseUrl).doors());
    all.addAll(
        new ReadDoors(
                CodeReader.checking(assembly),
                parts.scans(),
                new ReadingJson(baseUrl),
                work,
                limits)
            .doors());
    LinkExport links = new LinkExport(parts.links(), random);
    LinkCache kept = new LinkCache(parts.links(), parts.products(), scans::knowledge);
    parts.links().follow(kept::changed);
    parts.links().follow(gtin -> links.changed());
    all.addAll(new ResolverDoors(kept, baseUrl, baseUrl, work).doors());
    all.addAll(new LinkDoors(parts.links(), links, baseUrl, work, limits).doors());
    all.addAll(followUp(config.reports(), reports, scans, metrics, random, limits));
    Proofs proofs = new Proofs(parts.provable(), parts.bundles(), disclosure);
    Readers readers = new Readers(parts.keys(), disclosure);
    all.addAll(
        new EvidenceDoors(
                proofs,
                readers,
                parts.ledgers().providers(),
                fonts,
                parts.scans().onlookers(),
                System::nanoTime,
                random,
                work,
                baseUrl)
            .doors());
    all.add(new ScanProofDoor(proofs, readers, work).door());
    all.addAll(
        new ScanDoors(
                parts.provenance(),
                ShownLog.of(parts.witnessed()),
                parts.scans(),
                new ScanPage(baseUrl, parts.names(), config.reports()),
                new ScanJson(baseUrl, config.reports()),
                scans,
                work)
            .doors());
    all.addAll(new ScanHistoryDoors(parts.codes(), parts.scans(), work, limits).doors());
    all.addAll(
        new EpcisDoors(epcis(deliveries, limits, clock), parts.tokens(), forms(), work, limits)
            .doors());
    all.addAll(new ExportDoors(parts.queries(), parts.bundles(), work).doors());
    all.addAll(new VerifierDoors(parts.log().verifierKey()).doors());
    all.addAll(new PictureDoors().doors());
    all.addAll(new LogDoors(parts.log(), parts.witnessed(), work).doors());
    NodeLogDoors logs = NodeLogDoors.of(holdings, work);
    all.addAll(logs.doors());
    WitnessDoors witnesses =
        new WitnessDoors(parts.witnessed(), parts.witness(), logs, work, baseUrl);
    witnesses.measure(metrics);
    all.addAll(witnesses.doors()); // behind /log/tile/…, which its last door would take, too
    all.addAll(
        new AnchorDoors(
                parts.anchors(),
                new AnchorJson(
                    parts.anchors(),
                    parts.ledgers().descriptors(),
                    parts.ledgers().finalities(),
                    parts.ledgers().absent(),
                    parts.ledgers()::healths,
                    () -> parts.log().checkpoint().size(),
                    baseUrl),
                work)
            .doors());
    return all;
  }

  /** Goes on with what was begun on codes and failed in between. */
  @SuppressWarnings("IllegalCatch") // the next time comes, whatever it was
  private void finish() {
    try {
      assembly.parts().life().resume();
    } catch (RuntimeException e) {
      System.getLogger(TraceServer.class.getName())
          .log(System.Logger.Level.WARNING, "a list of codes is still to be finished", e);
    }
    assembly.parts().codeEvents().tell();
  }

  private List<Door> life(ScanCache scans, Limits limits) {
    Assembly.Parts parts = assembly.parts();
    CodeEvents events = parts.codeEvents();
    List<Door> all = new ArrayList<>();
    all.addAll(new ReportDoors(parts.codes(), parts.life(), events, scans, work, baseUrl).doors());
    all.addAll(new StateListDoors(parts.codes(), parts.life(), events, scans, work).doors());
    all.addAll(
        new AliasDoors(parts.aliases(), parts.links(), scans, work, baseUrl, limits).doors());
    all.addAll(new BatchStateDoors(parts.codes(), parts.life(), work).doors());
    return all;
  }

  /** What people do about a pack; before what takes any path below a code. */
  private List<Door> followUp(
      ReportSettings settings,
      Reports reports,
      ScanCache scans,
      Metrics metrics,
      SecureRandom random,
      Limits limits) {
    Assembly.Parts parts = assembly.parts();
    ConsumerReportDoors consumers =
        new ConsumerReportDoors(
            reports,
            settings,
            new ReportedCodes(parts.codes(), parts.aliases(), parts.owners()),
            parts.provenance(),
            parts.scans().onlookers(),
            new ReportLimits(System::nanoTime, random),
            new ReportingPages(baseUrl, parts.names(), reports),
            baseUrl,
            work,
            random);
    consumers.measure(metrics);
    OwnedReportDoors owned = new OwnedReportDoors(reports, work, limits, baseUrl);
    owned.measure(metrics);
    List<Door> all = new ArrayList<>();
    all.addAll(consumers.doors());
    all.addAll(owned.doors());
    all.addAll(
        new RecallFeedDoors(
                parts.recalls(),
                parts.products(),
                parts.names(),
                parts.scans().onlookers(),
                scans,
                work,
                baseUrl,
                parts.log().verifierKey().name())
            .doors());
    return all;
  }

  private EpcisForms forms() {
    return new EpcisForms(assembly.parts().prefixes());
  }

  private List<Door> epcis(Deliveries deliveries, Limits limits, Clock clock) {
    Assembly.Parts parts = assembly.parts();
    EpcisForms forms = forms();
    EventPages pages = new EventPages(parts.queries(), baseUrl, clock);
    List<Door> all = new ArrayList<>();
    all.addAll(new CaptureDoors(() -> captures, () -> own, forms, work, baseUrl, limits).doors());
    all.addAll(
        new EventDoors(
                new NewEventDoor(() -> captures, forms, work, baseUrl, limits, clock),
                parts.archive(),
                pages,
                forms,
                work)
            .doors());
    all.addAll(
        new QueryDoors(
                parts.named(),
                parts.tokens(),
                pages,
                forms,
                deliveries.sockets(),
                work,
                baseUrl,
                limits)
            .doors());
    all.addAll(
        new SubscriptionDoors(
                parts.named(),
                deliveries.subscriptions(),
                new SubscriptionBody(deliveries.destinations()),
                deliveries.documents(),
                parts.tokens(),
                forms,
                work,
                baseUrl,
                limits)
            .doors());
    all.addAll(
        new TopLevelDoors(parts.values(), parts.epcs(), parts.tokens(), pages, forms, work, baseUrl)
            .doors());
    return all;
  }

  static String address(Config config, int port) {
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return "http://" + host + ":" + port;
  }

  static @Nullable String admin(Config config, ApiKeys keys) {
    String configured = config.adminKey();
    if (configured != null) {
      // The operator has one key of its own: a new one ends the old.
      String current = keys.register(configured, OPERATOR, "operator", Role.ADMIN).keyId();
      keys.list().stream()
          .map(ApiKeys.Listed::caller)
          .filter(other -> other.party().equals(OPERATOR) && !other.keyId().equals(current))
          .forEach(other -> keys.revoke(other.keyId()));
      return null;
    }
    return keys.isEmpty() ? keys.issue(OPERATOR, "operator", Role.ADMIN).secret() : null;
  }

  /** Nothing is served from files, so none is cached on disk. */
  static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setWorkerPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  static Metrics metrics(Work work) {
    Metrics metrics = new Metrics();
    metrics.gauge("work_waiting", "Calls waiting for a pool thread", work::waiting);
    metrics.gauge("work_busy", "Pool threads at work", work::busy);
    return metrics;
  }
}
