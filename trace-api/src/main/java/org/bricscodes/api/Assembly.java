package org.bricscodes.api;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.Turns;
import org.bricscodes.capture.Adoption;
import org.bricscodes.capture.CaptureJobs;
import org.bricscodes.capture.CaptureLimits;
import org.bricscodes.capture.CaptureTables;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.capture.EventCapture;
import org.bricscodes.capture.EventValues;
import org.bricscodes.capture.Homes;
import org.bricscodes.capture.MasterData;
import org.bricscodes.capture.NodeLogs;
import org.bricscodes.capture.Recorder;
import org.bricscodes.capture.RecorderOptions;
import org.bricscodes.capture.RetainedEvents;
import org.bricscodes.capture.Sequencer;
import org.bricscodes.capture.SequencerOptions;
import org.bricscodes.codes.Aliases;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.CodeLife;
import org.bricscodes.codes.CodeOwners;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.CodeStates;
import org.bricscodes.codes.InnerLimits;
import org.bricscodes.codes.InnerStates;
import org.bricscodes.codes.KeyDirectory;
import org.bricscodes.codes.KeyRing;
import org.bricscodes.codes.MasterKey;
import org.bricscodes.codes.Owners;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.gs1.CompanyPrefixes;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.moving.ImportMark;
import org.bricscodes.moving.Moment;
import org.bricscodes.moving.RestoredMark;
import org.bricscodes.provenance.ArchivedEvents;
import org.bricscodes.provenance.BundleMaker;
import org.bricscodes.provenance.Disclosure;
import org.bricscodes.provenance.LoggedEvents;
import org.bricscodes.provenance.Names;
import org.bricscodes.provenance.ProvenanceReader;
import org.bricscodes.provenance.RecallNotices;
import org.bricscodes.query.EpcListing;
import org.bricscodes.query.EventQueries;
import org.bricscodes.query.NamedQueries;
import org.bricscodes.query.PageTokens;
import org.bricscodes.query.QueryOptions;
import org.bricscodes.reports.Reports;
import org.bricscodes.resolver.KnownProducts;
import org.bricscodes.resolver.LinkRegistry;
import org.bricscodes.scans.Salts;
import org.bricscodes.scans.StoredSalts;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.Table;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.cassandra.CassandraStore;
import org.bricscodes.store.rocksdb.RocksStore;
import org.bricscodes.tlog.EntryCheck;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.Witness;
import org.bricscodes.tlog.WitnessedLog;

/**
 * Everything below HTTP, made by one plain chain of constructors over a data directory: what the
 * server, the demonstration, the off-line commands and the tests all run on. Opening blocks; what
 * was opened is closed again in reverse order, also when a later part fails to open.
 */
public final class Assembly implements AutoCloseable {

  /** How often logs of nodes are looked at for events that have no place yet. */
  private static final Duration ADOPT_EVERY = Duration.ofMillis(100);

  private final Closers closers = new Closers("the service");
  private final Parts parts;

  /** The parts that doors are made of. */
  record Parts(
      Store store,
      ApiKeys keys,
      CodeBook codes,
      CodeStates states,
      InnerStates inner,
      CodeLife life,
      CodeEvents codeEvents,
      Aliases aliases,
      Owners owners,
      TransparencyLog log,
      WitnessedLog witnessed,
      Optional<Witness> witness,
      Recorder recorder,
      Sequencer sequencer,
      Homes homes,
      Optional<Adoption> adoption,
      CaptureJobs jobs,
      EventCapture events,
      EventArchive archive,
      EventValues values,
      QueryableArchive queryable,
      EventQueries queries,
      NamedQueries named,
      EpcListing epcs,
      PageTokens tokens,
      CompanyPrefixes prefixes,
      Anchors anchors,
      Ledgers ledgers,
      LogProgress progress,
      Names names,
      ProvenanceReader provenance,
      ProvenanceReader provable,
      Scans scans,
      BundleMaker bundles,
      LinkRegistry links,
      KnownProducts products,
      RecallNotices recalls,
      Optional<KeptChanges> changes) {}

  @SuppressWarnings("IllegalCatch") // whatever went wrong, what is open is closed first
  private Assembly(
      Path data,
      StoreSettings store,
      Limits limits,
      KeySettings settings,
      ScanSettings scans,
      Disclosure disclosure,
      Clock clock,
      SecureRandom random) {
    try {
      DataDirectory directory = new DataDirectory(data, random);
      this.parts = open(directory, store, limits, settings, scans, disclosure, clock, random);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Opens or makes the data directory.
   *
   * @param keys where the master keys of product codes come from
   * @throws RuntimeException if another process has it open, or what is there contradicts itself
   */
  public static Assembly open(Path data, KeySettings keys, Clock clock, SecureRandom random) {
    return open(
        data,
        StoreSettings.embedded(),
        keys,
        ScanSettings.STANDARD,
        Disclosure.PUBLIC,
        clock,
        random);
  }

  /**
   * As {@link #open(Path, KeySettings, Clock, SecureRandom)}, with where rows are kept.
   *
   * @throws RuntimeException also if the data directory belongs to another store
   */
  public static Assembly open(
      Path data, StoreSettings store, KeySettings keys, Clock clock, SecureRandom random) {
    return open(data, store, keys, ScanSettings.STANDARD, Disclosure.PUBLIC, clock, random);
  }

  /** The same, with what is kept of scans, and what who has no key sees of events. */
  static Assembly open(
      Path data,
      StoreSettings store,
      KeySettings keys,
      ScanSettings scans,
      Disclosure disclosure,
      Clock clock,
      SecureRandom random) {
    return new Assembly(data, store, Limits.STANDARD, keys, scans, disclosure, clock, random);
  }

  /** Issues and checks codes. */
  public CodeBook codes() {
    return parts.codes;
  }

  /** The state a code stands in. */
  public CodeState standing(CodeCheck.Genuine code) {
    return parts.states.standing(code);
  }

  /** What becomes of codes. */
  public CodeLife life() {
    return parts.life;
  }

  /** Records the events of what was done with {@link #codes} and {@link #life} beside a service. */
  public void tell() {
    parts.codeEvents.tell();
  }

  /** Records events beside a service; they are logged like those that came through a door. */
  public Recorder recorder() {
    return parts.recorder;
  }

  /** Holds the entries of a log against the events stored here. */
  public EntryCheck retained() {
    return new RetainedEvents(parts.archive);
  }

  Parts parts() {
    return parts;
  }

  /** What the service itself takes events with. */
  Capturing capturing() {
    return new Capturing(0, parts.jobs, parts.events, parts.archive, parts.tokens);
  }

  /** What keeps it from doing all it should, for anyone to read; empty when nothing does. */
  String trouble() {
    if (parts.store.health().state() != StoreHealth.State.SERVING) {
      return "a write to the store failed or it was closed: reads go on, writes are refused until"
          + " a restart";
    }
    if (parts.recorder.stopped() != null) {
      return "recording has stopped: reads go on, events are refused until a restart";
    }
    if (parts.sequencer.failure() != null) {
      return "a write to the transparency log failed: what is recorded is kept, and logged after a"
          + " restart";
    }
    if (parts.adoption.map(Adoption::failure).orElse(null) != null) {
      return "events of nodes' logs are given no place any more: they are kept, and given one after"
          + " a restart";
    }
    return "";
  }

  /** Ends everything in the reverse order of its beginning. */
  @Override
  public void close() {
    closers.close();
  }

  private Parts open(
      DataDirectory data,
      StoreSettings storeSettings,
      Limits limits,
      KeySettings settings,
      ScanSettings scanSettings,
      Disclosure disclosure,
      Clock clock,
      SecureRandom random) {
    ImportMark.requireNone(data.root());
    RestoredMark.requireNone(data.root());
    Store store =
        closers.own(
            storeSettings
                .marked(new NodeKeys(data, settings)::mark)
                .open(data.store(), tables(), clock, random));
    Optional<KeptChanges> changes = kept(data, store, clock, random);
    changes.ifPresent(closers::own); // closed when all is written, before the store is
    Moment.pass(data.root()); // from here on things change: no export goes on
    ApiKeys keys = ApiKeys.open(store, random, clock);
    CodeBook codes = new CodeBook(store, masterKeys(data, store, settings), clock, random);
    if (!codes.unreadableEpochs().isEmpty()) {
      throw new IllegalStateException(
          "codes were issued here with another master key than the one in "
              + (settings.masterKeys() == null ? data.key("master.key") : KeySettings.MASTER_KEY)
              + ": put the right one back");
    }
    CodeStates states = new CodeStates(store, clock, random);
    InnerStates inner = new InnerStates(store, InnerLimits.STANDARD, clock, random);
    CodeLife life = new CodeLife(store, clock, random);
    life.resume();
    Aliases aliases = new Aliases(store, clock, random);
    LinkRegistry links = new LinkRegistry(store, random, codes::firstIssuer);
    Owners owners = new CodeOwners(store, codes, links::owner);
    TransparencyLog log =
        closers.own(
            TransparencyLog.open(data.log(), data.logKey(), LogOptions.standard(clock, random)));
    TermIndex index = new TermIndex(store, CaptureTables.TERM);
    long missed =
        switch (storeSettings) {
          // A log that is behind its store would be one that was put back.
          case StoreSettings.Embedded _ -> 0;
          // Here another process may have gone on with it, on another machine.
          case StoreSettings.Cluster _ ->
              Sequencer.catchUp(store, index, log, SequencerOptions.DEFAULT);
        };
    // Before the first append: a log older than what others remember of it must not go on.
    WitnessedLog witnessed = closers.own(data.witnesses().witnessed(log, clock));
    if (missed > 0) {
      log.publish();
    }
    Ledgers ledgers =
        closers.own(
            Ledgers.open(
                data,
                store,
                new OwnLog(log, witnessed),
                turns(storeSettings, store),
                clock,
                random));
    Optional<Witness> witness = data.witnesses().witness(log, clock);
    witness.ifPresent(closers::own);
    Recorder recorder =
        closers.own(Recorder.open(store, index, RecorderOptions.DEFAULT, clock, random));
    if (storeSettings instanceof StoreSettings.Embedded) {
      takeUp(store, index, limits, clock, random);
    }
    new EarlierIndex(storeSettings, data, store, clock, random)
        .bringUpToDate(index, new EpcisJson(documents(limits)));
    Sequencer sequencer =
        closers.own(Sequencer.start(store, index, recorder, log, SequencerOptions.DEFAULT));
    CaptureJobs jobs =
        closers.own(
            CaptureJobs.open(
                store,
                recorder,
                documents(limits),
                CaptureLimits.DEFAULT,
                closers.own(Workers.ofJobs()),
                clock,
                random));
    Optional<Adoption> adoption = adoption(storeSettings, store, index, recorder, limits, random);
    adoption.ifPresent(closers::own);
    closers.own(EarlierRecords.start(store, index, new EpcisJson(documents(limits))));
    EventArchive archive = new EventArchive(store, index);
    PageTokens tokens = new PageTokens(data.cursorKey(), store, limits.pageTokenLife(), clock);
    QueryableArchive queryable = new QueryableArchive(archive, recorder);
    MasterData masterData = new MasterData(store);
    EventQueries queries =
        new EventQueries(
            index,
            queryable,
            id -> masterData.find(id).map(MasterData.Description::element),
            tokens,
            QueryOptions.DEFAULT);
    Anchors anchors = new Anchors(store);
    PlaceNames places = new PlaceNames(masterData);
    LogProgress progress = new LogProgress(ShownLog.of(witnessed), anchors);
    Names names = new KnownNames(places, keys);
    ArchivedEvents archived =
        new ArchivedEvents(archive, new EpcisJson(documents(limits)), new KeptEvents());
    ProvenanceReader provenance =
        new ProvenanceReader(
            codes, states, aliases, owners, archived, names, progress, disclosure, clock);
    EventCapture events = new EventCapture(recorder, documents(limits));
    CodeEvents codeEvents = new CodeEvents(life.notices(), events, data.codeEventsKey());
    life.notices().retry();
    codeEvents.tell();
    BookItems items = new BookItems(codes, states, life, inner);
    Salts salts =
        switch (storeSettings) {
          case StoreSettings.Embedded _ -> data.salts();
          case StoreSettings.Cluster _ -> sharedSalts(data, store, random);
        };
    Scans scans =
        closers.own(
            Scans.open(
                store, data, salts, items, scanSettings, Scans.Upkeep.WHOLE, "", clock, random));
    return new Parts(
        store,
        keys,
        codes,
        states,
        inner,
        life,
        codeEvents,
        aliases,
        owners,
        log,
        witnessed,
        witness,
        recorder,
        sequencer,
        new Homes(store, random),
        adoption,
        jobs,
        events,
        archive,
        new EventValues(store),
        queryable,
        queries,
        NamedQueries.open(store, clock),
        new EpcListing(index, queryable, tokens, QueryOptions.DEFAULT),
        tokens,
        data.companyPrefixes(),
        anchors,
        ledgers,
        progress,
        names,
        provenance,
        provenance.over(new LoggedEvents(archived, () -> witnessed.newest().size())),
        scans,
        new BundleMaker(log, witnessed, anchors, ledgers.trust()),
        links,
        link -> isKnown(link, codes, archive, aliases, owners),
        new RecallNotices(archived, archived, owners),
        changes);
  }

  /** One visitor is one to all the nodes there may be. */
  static Salts sharedSalts(DataDirectory data, Store store, SecureRandom random) {
    data.salts().destroyAll(); // of a version that kept them here, or of a service that moved
    return new StoredSalts(store, random);
  }

  /**
   * What nodes of a cluster had begun when their rows were moved here, where they are no more: half
   * of a group is taken back, and documents that were accepted are worked off. Nothing new comes to
   * their logs: here the service's own writer records for every party.
   */
  private void takeUp(
      Store store, TermIndex index, Limits limits, Clock clock, SecureRandom random) {
    for (NodeLogs.Named log : new NodeLogs(store, random).list()) {
      Recorder recorder =
          closers.own(
              Recorder.open(store, index, log.number(), RecorderOptions.DEFAULT, clock, random));
      closers.own(
          CaptureJobs.open(
              store,
              recorder,
              documents(limits),
              CaptureLimits.DEFAULT,
              closers.own(Workers.ofJobs()),
              clock,
              random));
    }
  }

  /** Where there are logs of nodes, or may come to be: also in a store that was a cluster's. */
  private static Optional<Adoption> adoption(
      StoreSettings settings,
      Store store,
      TermIndex index,
      Recorder recorder,
      Limits limits,
      SecureRandom random) {
    boolean follows =
        switch (settings) {
          case StoreSettings.Embedded _ -> !new NodeLogs(store, random).list().isEmpty();
          case StoreSettings.Cluster _ -> true;
        };
    return follows
        ? Optional.of(
            Adoption.start(store, index, recorder, new EpcisJson(documents(limits)), ADOPT_EVERY))
        : Optional.empty();
  }

  /**
   * Over a cluster another node may anchor and do nothing else. One cannot find a service that is
   * no node, and feeds on what that publishes; so that never leaves all to it.
   */
  private static Turns turns(StoreSettings settings, Store store) {
    if (!(store instanceof CassandraStore keyspace)
        || !(settings instanceof StoreSettings.Cluster cluster)) {
      return () -> Turns.Turn.ALONE;
    }
    KeeperTurns turns = new KeeperTurns(keyspace::holders, System::nanoTime);
    if (!cluster.candidate().address().isEmpty()) {
      return turns;
    }
    return () ->
        switch (turns.now()) {
          case ALONE -> Turns.Turn.ALONE;
          case OTHERS, SHARED -> Turns.Turn.SHARED;
        };
  }

  private static Optional<KeptChanges> kept(
      DataDirectory data, Store store, Clock clock, SecureRandom random) {
    return store instanceof RocksStore rocks
        ? BackupSettings.read(data.root())
            .flatMap(
                settings ->
                    settings
                        .changes()
                        .map(
                            every ->
                                new KeptChanges(settings.folder(), every, rocks, clock, random)))
        : Optional.empty();
  }

  /** Files are made only where no code was ever issued, since codes die with their key. */
  static KeyRing masterKeys(DataDirectory data, Store store, KeySettings settings) {
    String given = settings.masterKeys();
    if (given != null) {
      return MasterKey.parseAll(given);
    }
    KeyDirectory files = data.masterKeys(settings);
    if (!files.exists() && CodeBook.hasIssued(store)) {
      throw new IllegalStateException(
          data.key("master.key") + " is missing, and codes were issued with it: put it back");
    }
    return files.openOrCreate();
  }

  /** Whether codes of the product were issued or registered, or events name it. */
  private static boolean isKnown(
      DigitalLink link, CodeBook codes, EventArchive archive, Aliases aliases, Owners owners) {
    Gtin gtin = link.gtin().orElseThrow();
    return codes.knows(gtin)
        || isNamed(archive, gtin)
        || link.serial().flatMap(serial -> aliases.item(gtin, serial)).isPresent()
        || !owners.ofProduct(gtin).isEmpty();
  }

  /** Whether any event names the product, one of its lots or one of its items. */
  private static boolean isNamed(EventArchive archive, Gtin gtin) {
    return archive
            .reader("gtin=" + gtin.digits(), Long.MIN_VALUE, Long.MAX_VALUE, Scan.Order.DESCENDING)
            .current()
        != null;
  }

  static EpcisLimits documents(Limits limits) {
    EpcisLimits standard = EpcisLimits.DEFAULT;
    return new EpcisLimits(
        limits.maxCaptureBytes(),
        limits.maxCaptureEvents(),
        standard.maxListItems(),
        standard.maxStringLength(),
        standard.maxDepth(),
        standard.maxFaults());
  }

  /** Every table there is. */
  static Set<Table> tables() {
    Set<Table> tables = new HashSet<>(Scanning.tables());
    tables.add(PageTokens.REVOKED);
    tables.addAll(NamedQueries.tables());
    tables.addAll(Reports.tables());
    return tables;
  }

  /** Those whose rows go along when a service is moved: salts end where they were made. */
  static Set<Table> movedTables() {
    Set<Table> tables = tables();
    tables.remove(StoredSalts.TABLE);
    return tables;
  }
}
