package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bricscodes.store.Admission;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.StoreInfo;
import org.bricscodes.store.Sweep;
import org.bricscodes.store.SweepPage;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * {@link Store} in a keyspace of an Apache Cassandra cluster. One process may have a {@link Part}
 * of a keyspace open; other processes may have its other parts open at the same time. What that
 * rests on, and what a crash leaves, the package says.
 *
 * <p>Nodes may go and come; while a quorum of each row's copies is away, calls wait, the queue
 * fills, and further calls are {@linkplain StoreException.Overloaded refused}. A write that is not
 * answered within {@link CassandraSettings.Bounds#patience} fails the store, since nobody knows
 * what became of it; so does another process that took the part over. A read that is not answered
 * fails alone. Stages complete on one thread of the store's own.
 */
public final class CassandraStore implements Store {

  private static final Logger LOG = System.getLogger(CassandraStore.class.getName());

  private final Admission admission;
  private final Gate gate;
  private final Threads threads;
  private final CqlSession session;
  private final Part part;
  private final Owners owners;
  private final Lease lease;
  private final String identity;
  private final Reading reading;
  private final Sweeping sweeping;
  private final Writing writing;
  private final Swaps swaps;

  /** Readers hold it shared; closing takes it alone, so nothing is freed under a reader. */
  private final StampedLock open = new StampedLock();

  private volatile @Nullable StoreException failure;
  private volatile boolean closed;
  private boolean freed;

  /** What runs beside the callers. */
  private record Threads(
      ScheduledExecutorService timer, ScheduledExecutorService lease, ExecutorService answers) {

    private static final String ANSWERS = "-answers";

    static Threads start(Part part) {
      return new Threads(
          Executors.newSingleThreadScheduledExecutor(named(part.id() + "-timer")),
          Executors.newSingleThreadScheduledExecutor(named(part.id() + "-lease")),
          Executors.newSingleThreadExecutor(named(part.id() + ANSWERS)));
    }

    private static ThreadFactory named(String name) {
      return Thread.ofPlatform().daemon().name(name).factory();
    }

    void end() {
      timer.shutdownNow();
      lease.shutdownNow();
      answers.shutdown();
    }
  }

  @SuppressWarnings("IllegalCatch") // whatever went wrong, what is open is closed first
  private CassandraStore(
      CassandraSettings settings,
      Set<Table> tables,
      Part part,
      Lease.Times times,
      Candidate candidate,
      Clock clock,
      RandomGenerator random) {
    this.part = part;
    CassandraSettings.Bounds bounds = settings.bounds();
    admission = new Admission(tables);
    gate = new Gate(bounds.queuedCalls(), bounds.queuedBytes());
    threads = Threads.start(part);
    CqlSession connected = null;
    Lease claimed = null;
    try {
      connected = Connection.open(settings);
      session = connected;
      NodeRules.check(session);
      Layout layout = new Layout(settings.keyspace());
      Keyspace keyspace = new Keyspace(session, layout);
      // Nothing of a log's is begun before all it needs is there.
      String made =
          part.equals(Part.SERVICE) ? "" : keyspace.requireMade(tables, settings.replication());
      if (made.isEmpty()) {
        keyspace.require(settings.replication());
        keyspace.makeOwner();
      }
      owners = new Owners(session, layout);
      claimed =
          Lease.claim(owners, part, clock, random, times, candidate, threads.lease, this::fail);
      lease = claimed;
      // A part may have waited while the service's next owner, of a later version, came.
      identity =
          made.isEmpty()
              ? keyspace.make(tables, random)
              : keyspace.requireMade(tables, settings.replication());
      Statements statements = Statements.prepare(session, layout, tables);
      Duration patience = bounds.patience();
      int atOnce = bounds.requestsAtOnce();
      Requests reads = new Requests(session, atOnce, patience.dividedBy(4), threads.timer);
      Requests writes = new Requests(session, atOnce, patience, threads.timer);
      LargeValues large = new LargeValues(statements, writes, reads);
      reading = new Reading(statements, reads, large);
      sweeping = new Sweeping(statements, reads, reading);
      writing = new Writing(statements, writes, large, lease);
      swaps = new Swaps(statements, writes, writing, reading, large, lease, threads.timer);
    } catch (RuntimeException | Error e) {
      if (claimed != null) {
        claimed.close();
      }
      if (connected != null) {
        connected.close();
      }
      threads.end();
      if (Failures.mayPass(e)) {
        throw new StoreException.Unavailable(
            "the cluster did not answer while the store was opened: " + Failures.describe(e), e);
      }
      throw e;
    }
  }

  /**
   * Opens the service's part, making keyspace and tables where there are none. Blocks; where the
   * last owner was killed, for some thirteen seconds.
   *
   * @param tables all tables there are; new ones are made, and leaving one out that the keyspace
   *     holds is refused
   * @throws StoreException.Unavailable if no node answers, a node would lose what it acknowledges,
   *     there are fewer copies than wanted, or another process has the keyspace
   * @throws StoreException.Corrupt if the keyspace holds a later layout or other tables
   */
  public static CassandraStore open(
      CassandraSettings settings, Set<Table> tables, Clock clock, RandomGenerator random) {
    return open(settings, tables, Candidate.ALONE, clock, random);
  }

  /**
   * As {@link #open(CassandraSettings, Set, Clock, RandomGenerator)}, by one of several processes:
   * blocks while another has the keyspace, as long as {@code candidate} wants to wait. End it by
   * interrupting the thread.
   *
   * @throws StoreException.Interrupted if it was interrupted; nothing is left open
   */
  public static CassandraStore open(
      CassandraSettings settings,
      Set<Table> tables,
      Candidate candidate,
      Clock clock,
      RandomGenerator random) {
    return open(settings, tables, Part.SERVICE, candidate, clock, random);
  }

  /**
   * As {@link #open(CassandraSettings, Set, Candidate, Clock, RandomGenerator)}, of a part of the
   * keyspace. Beside a log's part the service's may be open, and those of other logs, each in one
   * process: whoever has it writes the log's own rows, and no others that another part's owner
   * writes too, unless by {@link #compareAndSet} or the same bytes; see the package.
   *
   * <p>A log's part makes neither keyspace nor tables. Its owner must have the {@linkplain
   * Candidate#mark mark} of the service's owners.
   *
   * @param tables for {@link Part#SERVICE} all tables there are; for a log those it is written to
   *     and read from, and calls that name others are refused
   * @throws StoreException.Unavailable also if, for a log, keyspace or tables are not there yet, or
   *     are of an earlier layout, since the service was never started, or not by this version
   * @throws StoreException.Interrupted if it was interrupted; nothing is left open
   */
  public static CassandraStore open(
      CassandraSettings settings,
      Set<Table> tables,
      Part part,
      Candidate candidate,
      Clock clock,
      RandomGenerator random) {
    return open(settings, tables, part, Lease.Times.STANDARD, candidate, clock, random);
  }

  /** Opens with another lease, for tests. */
  static CassandraStore open(
      CassandraSettings settings,
      Set<Table> tables,
      Part part,
      Lease.Times times,
      Candidate candidate,
      Clock clock,
      RandomGenerator random) {
    return new CassandraStore(settings, Set.copyOf(tables), part, times, candidate, clock, random);
  }

  /** What tells this keyspace from every other, hexadecimal; made with it. */
  public String identity() {
    return identity;
  }

  /** Which part of the keyspace this store owns. */
  public Part part() {
    return part;
  }

  /**
   * Every part of the keyspace that ever had an owner, this one's too, by id, as the rows said a
   * moment ago: somebody may have taken or given back a part since. Blocks; any number of threads.
   *
   * @throws StoreException.Unavailable if nodes do not answer just now, which does not fail the
   *     store; or if it is closed or has failed
   */
  public List<Holder> holders() {
    return reading(() -> answered("who holds which part", owners::holders));
  }

  /**
   * Whether another candidate that {@linkplain Candidate#wants() wants} this part lines up for it.
   * Who does says so again every few seconds, and is believed for ten. Blocks; any number of
   * threads.
   *
   * @throws StoreException.Unavailable as {@link #holders}
   */
  public boolean wanted() {
    return reading(() -> answered("whether this part is wanted", lease::wanted));
  }

  private static <T> T answered(String what, Supplier<T> question) {
    try {
      return question.get();
    } catch (DriverException e) {
      throw new StoreException.Unavailable(what + " could not be read: " + Failures.describe(e), e);
    }
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo("cassandra", Layout.VERSION, 1, false);
  }

  @Override
  public StoreHealth health() {
    StoreException failed = failure;
    if (failed != null) {
      return new StoreHealth(StoreHealth.State.FAILED, 0, String.valueOf(failed.getMessage()));
    }
    return gate.isClosed()
        ? new StoreHealth(StoreHealth.State.CLOSED, gate.calls(), "")
        : new StoreHealth(StoreHealth.State.SERVING, gate.calls(), "");
  }

  @Override
  public byte @Nullable [] get(Key key) {
    admission.read(key);
    return reading(() -> StoreAnswer.await(reading.get(key)));
  }

  @Override
  public List<byte @Nullable []> getAll(List<Key> keys) {
    admission.read(keys);
    return reading(
        () -> {
          // All are asked for before the first is waited for.
          List<CompletionStage<byte @Nullable []>> asked = keys.stream().map(reading::get).toList();
          List<byte @Nullable []> values = new ArrayList<>(keys.size());
          for (CompletionStage<byte @Nullable []> answer : asked) {
            values.add(StoreAnswer.await(answer));
          }
          return values;
        });
  }

  @Override
  public Page scan(Scan scan) {
    admission.read(scan);
    return reading(() -> reading.scan(scan));
  }

  @Override
  public List<Page> scanAll(List<Scan> scans) {
    admission.readAll(scans);
    return reading(() -> reading.scanAll(scans));
  }

  @Override
  public SweepPage sweep(Sweep sweep) {
    admission.read(sweep);
    return reading(() -> sweeping.page(sweep));
  }

  @Override
  public CompletionStage<@Nullable Void> write(List<Write> writes) {
    admission.write(writes);
    return let(writes, () -> writing.write(writes));
  }

  @Override
  public CompletionStage<CasResult> compareAndSet(
      Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation) {
    admission.compareAndSet(key, writes);
    return let(writes, () -> swaps.swap(key, expected, writes, operation));
  }

  @Override
  public void close() {
    if (Thread.currentThread().getName().equals(part.id() + Threads.ANSWERS)) {
      throw new IllegalStateException("the store cannot be closed by one of its own callbacks");
    }
    gate.close(closed());
    gate.drain();
    // Before the lock, which lets new readers pass a writer that waits: they must stop coming.
    closed = true;
    long stamp = open.writeLock();
    try {
      if (!freed) {
        freed = true;
        lease.close();
        session.close();
        threads.end();
      }
    } finally {
      open.unlockWrite(stamp);
    }
  }

  /** Lets a writing call in, and answers it on the store's own thread. */
  private <T extends @Nullable Object> CompletionStage<T> let(
      List<Write> writes, Supplier<CompletionStage<T>> call) {
    long bytes = 0;
    for (Write write : writes) {
      bytes += write.bytes();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    StoreException refusal = gate.enter(bytes);
    if (refusal != null) {
      answer.completeExceptionally(refusal);
      return answer;
    }
    long size = bytes;
    begin(call)
        .whenComplete(
            (result, failed) ->
                threads.answers.execute(
                    () -> {
                      if (failed == null) {
                        answer.complete(result);
                      } else {
                        answer.completeExceptionally(failed(Failures.cause(failed)));
                      }
                      gate.leave(size);
                    }));
    return answer;
  }

  @SuppressWarnings("IllegalCatch") // a call that was let in is answered, whatever happens
  private static <T extends @Nullable Object> CompletionStage<T> begin(
      Supplier<CompletionStage<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Nobody knows what became of a write: from here on nothing that is read would mean much. */
  private StoreException failed(Throwable cause) {
    StoreException unavailable =
        cause instanceof StoreException known
            ? known
            : new StoreException.Unavailable("a write to the store failed", cause);
    fail(unavailable);
    return unavailable;
  }

  private synchronized void fail(StoreException cause) {
    if (failure == null) {
      failure = cause;
      LOG.log(Level.ERROR, "the store has failed; it must be opened again", cause);
      gate.close(new StoreException.Unavailable("the store has failed; open it again", cause));
    }
  }

  private <T extends @Nullable Object> T reading(Supplier<T> read) {
    long stamp = open.readLock();
    try {
      StoreException failed = failure;
      if (failed != null) {
        throw new StoreException.Unavailable("the store has failed; open it again", failed);
      }
      if (closed) {
        throw closed();
      }
      return read.get();
    } finally {
      open.unlockRead(stamp);
    }
  }

  private static StoreException closed() {
    return new StoreException.Unavailable("the store is closed");
  }
}
