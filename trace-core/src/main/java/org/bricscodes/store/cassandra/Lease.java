package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.DriverException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.bricscodes.store.Pause;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a {@link Part} of a keyspace: one row for each, changed by light-weight transactions
 * only. It also gives the time stamps of writes, since they too must not run backwards from one
 * owner to the next.
 *
 * <p><b>Holding.</b> The owner counts the row's {@code renewal} up every three seconds. It is the
 * owner until ten seconds after it <i>sent</i> the last renewal that succeeded, by its own clock
 * that only runs forwards; beyond, it sends nothing and believes no answer until a renewal succeeds
 * again, so that a cluster that is away for a while costs time and nothing else.
 *
 * <p><b>Taking over.</b> A newcomer reads the row at SERIAL. If it counts up, the owner lives, and
 * the newcomer is refused, or waits if its {@link Candidate} says so. If it stands still for
 * thirteen seconds, as measured by the newcomer, whoever counted it has not been the owner for
 * three, and its next renewal would fail: the newcomer writes itself in. No clock is compared with
 * another's. An owner that closes gives the row back, and nobody waits. A candidate that
 * {@linkplain Candidate#wants() wants} a part it finds held says so beside its row, every two
 * seconds, so that an owner that only keeps it for the other may give it back.
 *
 * <p><b>Time stamps</b> rise strictly, near the clock's microseconds, and never above the {@code
 * ceiling} the row names; a renewal raises it. The next owner begins above the ceilings it finds,
 * so its writes win over all of the last one's, also over those still on their way, however far
 * apart the two machines' clocks are. It begins above those of all parts, not of its own alone: a
 * party whose first event comes to this part may have rows that an owner of another part wrote
 * before, and what is written to those from here on must win too. Owners side by side promise
 * nothing of the kind to each other: while both are, they write to different rows, or the same
 * bytes.
 */
final class Lease implements Stamps, AutoCloseable {

  private static final Logger LOG = System.getLogger(Lease.class.getName());

  /** How long the owner is the owner, how often it renews, and how long a newcomer looks on. */
  record Times(Duration length, Duration every, Duration watch) {

    static final Times STANDARD =
        new Times(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(13));
  }

  /** How far above the clock time stamps may run between two renewals. */
  private static final long CEILING_MICROS = 30_000_000;

  private static final Duration POLL = Duration.ofMillis(500);

  /** How often a candidate says again that it wants a part; well within what that lasts. */
  private static final Duration WANT_EVERY = Duration.ofSeconds(2);

  private final Owners owners;
  private final Part part;
  private final String what;
  private final Clock clock;
  private final Times times;
  private final Candidate candidate;
  private final ScheduledExecutorService timer;
  private final Consumer<StoreException> lost;
  private final ByteBuffer me;
  private final AtomicLong lastStamp = new AtomicLong();

  private volatile long ceiling;
  private volatile long validUntil;
  private volatile long wallUntil;
  private volatile @Nullable StoreException failure;
  private String serviceMark = "";
  private String mark = "";
  private long wantedAt;
  private boolean wanting;
  private long renewal;
  private boolean released;

  private Lease(
      Owners owners,
      Part part,
      Clock clock,
      RandomGenerator random,
      Times times,
      Candidate candidate,
      ScheduledExecutorService timer,
      Consumer<StoreException> lost) {
    this.owners = owners;
    this.part = part;
    this.what = part.in(owners.keyspace());
    this.clock = clock;
    this.times = times;
    this.candidate = candidate;
    this.timer = timer;
    this.lost = lost;
    this.me = ByteBuffer.allocate(16).putLong(random.nextLong()).putLong(random.nextLong()).flip();
  }

  /**
   * Becomes the owner of a part of the keyspace. Blocks, up to {@link Times#watch} where the last
   * owner did not give it back, and as long as the owner lives if {@code candidate} waits.
   *
   * @param lost told once if another one takes it from us; from the timer's thread
   * @throws StoreException.Unavailable naming the owner that lives, or when nodes do not answer
   */
  static Lease claim(
      Owners owners,
      Part part,
      Clock clock,
      RandomGenerator random,
      Times times,
      Candidate candidate,
      ScheduledExecutorService timer,
      Consumer<StoreException> lost) {
    Lease lease = new Lease(owners, part, clock, random, times, candidate, timer, lost);
    try {
      lease.claim();
      lease.keep();
    } finally {
      lease.wantNoMore();
    }
    return lease;
  }

  /** Above all that were given before, here and to owners before. */
  @Override
  public long stamp() {
    long now = micros();
    return lastStamp.updateAndGet(last -> Math.max(last + 1, now));
  }

  @Override
  public Requests.Permit permit(long stamp) {
    return () -> holds() && stamp <= ceiling;
  }

  @Override
  public boolean holds() {
    StoreException gone = failure;
    if (gone != null) {
      throw gone;
    }
    // A machine that was suspended has a clock that stood still, and another that did not.
    return System.nanoTime() - validUntil < 0 && micros() < wallUntil;
  }

  /**
   * Whether somebody else wants this part and lines up for it, as far as was said in the last ten
   * seconds. Blocks; throws what the driver throws.
   */
  boolean wanted() {
    return owners.wanted(part, me);
  }

  /** Gives the part back, if it is ours. What was sent must have been answered. */
  @Override
  public synchronized void close() {
    if (released || failure != null) {
      return;
    }
    released = true;
    validUntil = System.nanoTime();
    try {
      apply(null, "", renewal + 1, lastStamp.get(), me, renewal);
    } catch (DriverException e) {
      LOG.log(Level.WARNING, what + " was not given back: the next owner waits", e);
    }
  }

  private void claim() {
    long deadline = 0;
    Owners.@Nullable Standing seen = null;
    while (true) {
      long sent = System.nanoTime();
      Owners.@Nullable Standing now = lookOn();
      if (now == null) {
        Pause.of(POLL);
        continue;
      }
      if (now.owner() == null) {
        if (taken(now)) {
          return;
        }
      } else if (seen == null || !seen.isSameAs(now)) {
        // It counts up. That may be its last time: from here on it is watched anew.
        boolean waits = candidate.waits(now.address());
        if (waits && seen == null) {
          mark = candidate.mark(known(now)); // so that one that must not own it is told at once
        }
        if (seen != null && !waits) {
          throw new StoreException.Unavailable(
              what
                  + " is in use by "
                  + now.who()
                  + "; one process at a time writes to it: stop that one or choose another"
                  + (part.equals(Part.SERVICE) ? " keyspace" : " name"));
        }
        if (waits) {
          want();
        }
        seen = now;
        // It may have counted up while we were reading, so its time is counted from here.
        deadline = System.nanoTime() + times.watch().toNanos();
      } else if (sent - deadline > 0) {
        if (taken(now)) {
          LOG.log(Level.WARNING, "took over {0} from {1}, which ended untidily", what, now.who());
          return;
        }
      } else if (sent - deadline > times.length().minus(times.watch()).toNanos()) {
        candidate.waits(null); // it is not the owner any more, and we are not yet
      }
      if (wanting) {
        want();
      }
      Pause.of(POLL);
    }
  }

  /** Tries to become the owner; no if another was faster, or nodes do not answer and we wait. */
  private boolean taken(Owners.Standing now) {
    try {
      mark = candidate.mark(known(now));
      long floor = Math.max(now.ceiling(), owners.ceiling());
      return take(now, floor, System.nanoTime());
    } catch (DriverException e) {
      if (!candidate.waits(null)) {
        throw e;
      }
      LOG.log(Level.DEBUG, "whether " + what + " was taken is not known just now", e);
      return false;
    }
  }

  /** Who has it; null if nodes do not answer, and we wait for them to. */
  private Owners.@Nullable Standing lookOn() {
    try {
      if (!part.equals(Part.SERVICE) && serviceMark.isEmpty()) {
        serviceMark = owners.read(Part.SERVICE).mark();
      }
      return owners.read(part);
    } catch (DriverException e) {
      if (!candidate.waits(null)) {
        throw e;
      }
      LOG.log(Level.DEBUG, "who has " + what + " is not known just now", e);
      return null;
    }
  }

  /**
   * The mark to compare with. Whoever has a log must have what the owners of the service have, and
   * a log's own row says nothing while the log is new.
   */
  private String known(Owners.Standing now) {
    return serviceMark.isEmpty() ? now.mark() : serviceMark;
  }

  /** Says that this candidate wants the part that somebody has. */
  private void want() {
    long now = System.nanoTime();
    if (!candidate.wants() || (wanting && now - wantedAt < WANT_EVERY.toNanos())) {
      return;
    }
    try {
      wanting = true; // perhaps, if there is no answer
      wantedAt = now;
      owners.want(part, me, self());
    } catch (DriverException e) {
      LOG.log(Level.DEBUG, "that " + what + " is wanted could not be said just now", e);
    }
  }

  private void wantNoMore() {
    if (!wanting) {
      return;
    }
    try {
      owners.wantNoMore(part, me);
    } catch (DriverException e) {
      LOG.log(Level.DEBUG, "what said that " + what + " is wanted goes by itself", e);
    }
  }

  /** What was sent then has succeeded. */
  private void valid(long sent) {
    long since = (System.nanoTime() - sent) / 1_000;
    validUntil = sent + times.length().toNanos();
    wallUntil = micros() - since + times.length().toNanos() / 1_000;
  }

  private void keep() {
    long every = times.every().toMillis();
    var _ = timer.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
  }

  private boolean take(Owners.Standing now, long floor, long sent) {
    long next = Math.max(micros(), floor) + CEILING_MICROS;
    if (!apply(me, self(), now.renewal() + 1, next, now.owner(), now.renewal())) {
      return false;
    }
    lastStamp.set(floor);
    ceiling = next;
    renewal = now.renewal() + 1;
    valid(sent);
    return true;
  }

  @SuppressWarnings("IllegalCatch") // a timer that ends silently would end the lease with it
  private synchronized void renew() {
    if (released || failure != null) {
      return;
    }
    long sent = System.nanoTime();
    long next = Math.max(micros(), lastStamp.get()) + CEILING_MICROS;
    try {
      if (apply(me, self(), renewal + 1, next, me, renewal)) {
        renewal++;
        ceiling = next;
        valid(sent);
      } else {
        StoreException gone =
            new StoreException.Unavailable(
                "another process took "
                    + (part.equals(Part.SERVICE) ? "the keyspace" : what)
                    + " over: "
                    + owners.read(part).who()
                    + "; open the store again");
        failure = gone;
        lost.accept(gone);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the lease on {0} was not renewed: {1}", what, e.getMessage());
    }
  }

  /**
   * Sets the row if it stands as given. After an answer that got lost the row may be ours already.
   */
  private boolean apply(
      @Nullable ByteBuffer owner,
      String who,
      long next,
      long nextCeiling,
      @Nullable ByteBuffer expected,
      long expectedRenewal) {
    Owners.Standing standing =
        new Owners.Standing(
            owner, who, owner == null ? "" : candidate.address(), mark, next, nextCeiling);
    if (owners.swap(part, standing, expected, expectedRenewal)) {
      return true;
    }
    Owners.Standing now = owners.read(part);
    return now.renewal() == next && owner != null && owner.equals(now.owner());
  }

  private long micros() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  private static String self() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "a machine without a name";
    }
    return "process " + ProcessHandle.current().pid() + " at " + host;
  }
}
