package org.bricscodes.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bricscodes.shares.FairQueue;
import org.jspecify.annotations.Nullable;

/**
 * Threads that may block, shared by {@linkplain Lane lanes}. What waits takes turns: first between
 * parties and networks, then among the lanes of each, one task each. A lane that has more threads
 * than an equal share is passed over while others wait, and never has all of them: some stand open
 * for who comes next, since a task that runs cannot be put aside. Otherwise every thread works for
 * whoever wants it.
 *
 * <p>Parties and networks have a queue each. When one is full, whoever has most in it is refused:
 * see {@link FairQueue}.
 *
 * <p>Safe for use from any thread; never blocks but in {@link #close}.
 */
final class FairPool implements AutoCloseable {

  private static final Duration CLOSING = Duration.ofSeconds(10);

  /** Something to do. */
  interface Task {

    /** On one of the threads. */
    void run();

    /** Instead, on any thread: there is no room for it. */
    void refuse();
  }

  private record Waiting(Lane lane, Task task) {}

  private final int threads;
  private final int mostOfLane;
  private final int mostOfKind;
  private final ThreadPoolExecutor pool;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Map<Lane.Kind, FairQueue<Waiting>> queues = new EnumMap<>(Lane.Kind.class);
  private final Map<Lane.Kind, Integer> busyOfKind = new EnumMap<>(Lane.Kind.class);
  private final Map<Lane, Integer> busyOfLane = new HashMap<>();
  private Lane.Kind turn = Lane.Kind.PARTY;
  private int workers;
  private boolean closed;

  /**
   * @param mostOfLane threads that one lane may have, at most
   * @param queue tasks that wait, at most, of parties and of networks
   */
  FairPool(String name, int threads, int mostOfLane, int queue) {
    this.threads = threads;
    this.mostOfLane = mostOfLane;
    this.mostOfKind = Math.max(1, threads - 1);
    for (Lane.Kind kind : Lane.Kind.values()) {
      queues.put(kind, new FairQueue<>(queue));
      busyOfKind.put(kind, 0);
    }
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name(name + "-", 0).daemon().factory());
    pool.allowCoreThreadTimeOut(true);
  }

  /** The most threads of one lane, where an eighth, two at least, stand open for who comes next. */
  static int mostOfOne(int threads) {
    return Math.max(1, threads - Math.max(2, threads / 8));
  }

  void execute(Lane lane, Task task) {
    List<Task> refused = new ArrayList<>(1);
    lock.lock();
    try {
      boolean taken =
          !closed
              && queue(lane.kind())
                  .offer(lane.name(), new Waiting(lane, task), out -> refused.add(out.task()));
      if (!taken) {
        refused.add(task);
      } else if (workers < threads) {
        workers++;
        pool.execute(this::work);
      }
    } finally {
      lock.unlock();
    }
    refused.forEach(Task::refuse);
  }

  int waiting() {
    lock.lock();
    try {
      return queues.values().stream().mapToInt(FairQueue::size).sum();
    } finally {
      lock.unlock();
    }
  }

  int busy() {
    lock.lock();
    try {
      return busyOfKind.values().stream().mapToInt(Integer::intValue).sum();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more, and waits up to ten seconds for what is waiting or under way. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      long remaining = CLOSING.toNanos();
      while (workers > 0 && remaining > 0) {
        remaining = idle.awaitNanos(remaining);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    stop();
  }

  /** Takes no more, refuses what waits, and waits for nothing. */
  void stop() {
    List<Task> left = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      for (FairQueue<Waiting> queue : queues.values()) {
        for (Waiting rest = queue.poll(); rest != null; rest = queue.poll()) {
          left.add(rest.task());
        }
      }
    } finally {
      lock.unlock();
    }
    left.forEach(Task::refuse);
    pool.shutdownNow();
  }

  /** One thread at work: as long as there is something for it. */
  private void work() {
    boolean ended = false;
    try {
      for (Waiting next = begin(); next != null; next = begin()) {
        try {
          next.task().run();
        } finally {
          end(next.lane());
        }
      }
      ended = true;
    } finally {
      if (!ended) {
        leave();
      }
    }
  }

  private void leave() {
    lock.lock();
    try {
      workers--;
      idle.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Waiting begin() {
    lock.lock();
    try {
      Waiting next = next();
      if (next == null) {
        workers--;
        idle.signalAll();
        return null;
      }
      turn = other(next.lane().kind());
      busyOfKind.merge(next.lane().kind(), 1, Integer::sum);
      busyOfLane.merge(next.lane(), 1, Integer::sum);
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void end(Lane lane) {
    lock.lock();
    try {
      busyOfKind.merge(lane.kind(), -1, Integer::sum);
      busyOfLane.computeIfPresent(lane, (_, count) -> count == 1 ? null : count - 1);
    } finally {
      lock.unlock();
    }
  }

  /** Of those below an equal share, or else of those who may have more. */
  private @Nullable Waiting next() {
    int lanes = busyOfLane.size();
    for (FairQueue<Waiting> queue : queues.values()) {
      lanes += queue.parties();
    }
    int equal = Math.min(mostOfLane, Math.max(1, threads / Math.max(1, lanes)));
    Waiting next = next(equal);
    return next == null ? next(mostOfLane) : next;
  }

  private @Nullable Waiting next(int most) {
    Waiting next = next(turn, most);
    return next == null ? next(other(turn), most) : next;
  }

  private @Nullable Waiting next(Lane.Kind kind, int most) {
    return busyOfKind.getOrDefault(kind, 0) >= mostOfKind
        ? null
        : queue(kind).poll(name -> busyOfLane.getOrDefault(new Lane(kind, name), 0) < most);
  }

  private FairQueue<Waiting> queue(Lane.Kind kind) {
    FairQueue<Waiting> queue = queues.get(kind);
    if (queue == null) {
      throw new IllegalStateException("every kind has its queue");
    }
    return queue;
  }

  private static Lane.Kind other(Lane.Kind kind) {
    return switch (kind) {
      case PARTY -> Lane.Kind.NETWORK;
      case NETWORK -> Lane.Kind.PARTY;
    };
  }
}
