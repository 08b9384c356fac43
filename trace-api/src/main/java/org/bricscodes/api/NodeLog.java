package org.bricscodes.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.capture.CaptureJobs;
import org.bricscodes.capture.CaptureLimits;
import org.bricscodes.capture.CaptureTables;
import org.bricscodes.capture.EarlierRoles;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.capture.EventCapture;
import org.bricscodes.capture.Homes;
import org.bricscodes.capture.NodeLogs;
import org.bricscodes.capture.Recorder;
import org.bricscodes.capture.RecorderOptions;
import org.bricscodes.capture.Sequencer;
import org.bricscodes.capture.SequencerOptions;
import org.bricscodes.query.PageTokens;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.Table;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.cassandra.Candidate;
import org.bricscodes.store.cassandra.CassandraStore;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.TransparencyLog;

/**
 * A log of a node that this process has: it records events of the parties whose home it is, side by
 * side with the service and with other logs, in the same keyspace, and nobody waits for another.
 * The service follows and gives each event its place in the one order ({@code capture.Adoption}).
 *
 * <p>While it is open its lease is this process's alone. The log is a function of its rows, so
 * whoever opens it makes its own copy what it has to be, and no two checkpoints of it contradict
 * each other, whichever nodes signed them. That copy may take its time: meanwhile events are
 * recorded, and no checkpoint is shown, which would be smaller than one that was.
 *
 * <p>Opening blocks, and opens a session of its own. Closing finishes what was accepted, as far as
 * there is time, and gives the log back.
 */
final class NodeLog implements HeldLog, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(NodeLog.class.getName());

  private final Closers closers = new Closers("a node's log");
  private final String name;
  private final int number;
  private final CassandraStore store;
  private final TransparencyLog log;
  private final Recorder recorder;
  private final Sequencer sequencer;

  /** Entries that whoever had the log before may have signed for. */
  private final long known;

  private final Capturing capturing;
  private final Desk desk;

  @SuppressWarnings("IllegalCatch") // whatever went wrong, what is open is closed first
  private NodeLog(
      String name,
      Config config,
      Holdings holdings,
      Candidate candidate,
      Clock clock,
      SecureRandom random) {
    this.name = name;
    Limits limits = Limits.STANDARD;
    try {
      DataDirectory data = new DataDirectory(config.data(), random);
      StoreSettings.Cluster cluster = (StoreSettings.Cluster) config.store();
      NodeKeys keys = new NodeKeys(data, config.keys());
      this.store =
          closers.own(
              cluster.openLog(
                  name,
                  data.store(),
                  tables(),
                  new MarkedCandidate(candidate, keys::markOfLog),
                  clock,
                  random));
      EarlierRoles.requireDone(store);
      NodeLogs numbers = new NodeLogs(store, random);
      this.number = numbers.number(name);
      this.log =
          closers.own(
              TransparencyLog.open(
                  data.nodeLog(name), data.nodeLogKey(name), LogOptions.standard(clock, random)));
      TermIndex index = new TermIndex(store, CaptureTables.TERM);
      this.recorder =
          closers.own(Recorder.open(store, index, number, RecorderOptions.DEFAULT, clock, random));
      this.known = recorder.size();
      this.sequencer =
          closers.own(Sequencer.start(store, index, recorder, log, SequencerOptions.DEFAULT));
      CaptureJobs jobs =
          closers.own(
              CaptureJobs.open(
                  store,
                  recorder,
                  Assembly.documents(limits),
                  CaptureLimits.DEFAULT,
                  closers.own(Workers.ofJobs()),
                  clock,
                  random));
      this.capturing =
          new Capturing(
              number,
              jobs,
              new EventCapture(recorder, Assembly.documents(limits)),
              new EventArchive(store, index),
              new PageTokens(data.cursorKey(), store, limits.pageTokenLife(), clock));
      FollowedKeys followed = closers.own(FollowedKeys.start(store, random, clock));
      this.desk =
          new Desk(
              followed.keys(),
              Optional.of(followed),
              new Captures(
                  new Homes(store, random),
                  holdings::mine,
                  writer -> holdings.log(writer).map(HeldLog::capturing)),
              Desk.Map.of(store, numbers));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Opens a log. Blocks as long as another process has it and {@code candidate} waits; interrupt it
   * to end that.
   *
   * @param config over a cluster
   * @param holdings what this process has besides; it is not added there
   * @throws StoreException if another has it, or the store does not open
   * @throws RuntimeException if this process must not have it, or its rows and the copy of it here
   *     contradict each other; nothing is left open
   */
  static NodeLog open(
      String name,
      Config config,
      Holdings holdings,
      Candidate candidate,
      Clock clock,
      SecureRandom random) {
    return new NodeLog(name, config, holdings, candidate, clock, random);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public TransparencyLog log() {
    return log;
  }

  @Override
  public boolean isWhole() {
    return sequencer.loggedSize() >= known;
  }

  @Override
  public Capturing capturing() {
    return capturing;
  }

  @Override
  public Desk desk() {
    return desk;
  }

  /** Whether the node whose log it is lines up for it, as far as the store answers. Blocks. */
  boolean wanted() {
    try {
      return store.wanted();
    } catch (StoreException e) {
      LOG.log(System.Logger.Level.DEBUG, "whether log {0} is wanted is not known now", name);
      return false;
    }
  }

  /** What keeps it from recording until it is opened again; empty when nothing does. */
  String trouble() {
    if (store.health().state() != StoreHealth.State.SERVING) {
      return "a write to the store failed or another node took it";
    }
    if (recorder.stopped() != null) {
      return "recording has stopped";
    }
    if (sequencer.failure() != null) {
      return "a write to the transparency log failed";
    }
    return "";
  }

  /** Ends everything in the reverse order of its beginning, and gives the log back. */
  @Override
  public void close() {
    closers.close();
  }

  /** What it writes and reads; page tokens and keys are only read. */
  private static Set<Table> tables() {
    Set<Table> tables = new HashSet<>(CaptureTables.all());
    tables.add(ApiKeys.TABLE);
    tables.add(PageTokens.REVOKED);
    return tables;
  }
}
