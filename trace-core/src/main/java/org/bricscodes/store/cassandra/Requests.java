package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Gives the nodes so many requests at once, in the order they came, and sends one again that got no
 * answer: after a pause that grows from 25 ms to a second, until patience ends. What is sent must
 * therefore be right to send twice. A request keeps its place while it pauses, so that a cluster in
 * trouble is not asked for more.
 */
final class Requests {

  private static final long FIRST_PAUSE_MILLIS = 25;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  /** Whether a request may be sent, or its answer believed, just now. */
  interface Permit {

    /**
     * True: yes. False: not now, perhaps later.
     *
     * @throws StoreException never again
     */
    boolean holds();
  }

  private final CqlSession session;
  private final Duration patience;
  private final ScheduledExecutorService timer;
  private final Lock lock = new ReentrantLock();
  private final Deque<Request> waiting = new ArrayDeque<>();
  private int free;

  Requests(CqlSession session, int atOnce, Duration patience, ScheduledExecutorService timer) {
    this.session = session;
    this.free = atOnce;
    this.patience = patience;
    this.timer = timer;
  }

  /**
   * Sends a statement as soon as there is a place.
   *
   * @return the answer; fails with {@link StoreException.Unavailable}
   */
  CompletionStage<AsyncResultSet> send(Statement<?> statement, Permit permit) {
    Request request = new Request(statement, permit);
    boolean now;
    lock.lock();
    try {
      now = free > 0;
      if (now) {
        free--;
      } else {
        waiting.add(request);
      }
    } finally {
      lock.unlock();
    }
    if (now) {
      request.begin();
    }
    return request.answer;
  }

  private void release() {
    @Nullable Request next;
    lock.lock();
    try {
      next = waiting.poll();
      if (next == null) {
        free++;
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      // By the timer's thread: a long queue of failing requests must not be a deep stack.
      Request begun = next;
      later(begun::begin, 0, begun::refuse);
    }
  }

  private void later(Runnable task, long millis, Runnable otherwise) {
    try {
      var _ = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      otherwise.run();
    }
  }

  private final class Request {

    final CompletableFuture<AsyncResultSet> answer = new CompletableFuture<>();
    private final Statement<?> statement;
    private final Permit permit;
    private long giveUp;
    private long pause = FIRST_PAUSE_MILLIS;

    Request(Statement<?> statement, Permit permit) {
      this.statement = statement;
      this.permit = permit;
    }

    void begin() {
      giveUp = System.nanoTime() + patience.toNanos();
      attempt();
    }

    void refuse() {
      end(null, new StoreException.Unavailable("the store is closed"));
    }

    @SuppressWarnings("IllegalCatch") // whatever is thrown, the caller is told and the place freed
    private void attempt() {
      try {
        if (!permit.holds()) {
          again(new StoreException.Unavailable("the lease on the keyspace cannot be renewed"));
          return;
        }
        var _ = session.executeAsync(statement).whenComplete(guarded(this::answered));
      } catch (StoreException e) {
        end(null, e);
      } catch (IllegalStateException e) {
        end(null, new StoreException.Unavailable("the store is closed", e));
      } catch (RuntimeException | Error e) {
        end(null, new StoreException.Unavailable("a request could not be sent", e));
      }
    }

    private void answered(@Nullable AsyncResultSet result, @Nullable Throwable failure) {
      if (result != null) {
        believe(result);
      } else if (failure == null) {
        throw new IllegalStateException("neither an answer nor a failure");
      } else if (Failures.mayPass(failure)) {
        again(failure);
      } else {
        Throwable cause = Failures.cause(failure);
        end(null, new StoreException.Unavailable("the cluster refuses a request", cause));
      }
    }

    /** Durable at a quorum by now; but whoever lost the keyspace meanwhile must not say so. */
    private void believe(AsyncResultSet result) {
      if (permit.holds()) {
        end(result, null);
      } else if (System.nanoTime() > giveUp) {
        end(null, new StoreException.Unavailable("the lease on the keyspace cannot be renewed"));
      } else {
        later(guarded(() -> believe(result)), LONGEST_PAUSE_MILLIS / 4, this::refuse);
      }
    }

    private void again(Throwable failure) {
      if (System.nanoTime() > giveUp) {
        Throwable cause = Failures.cause(failure);
        end(
            null,
            new StoreException.Unavailable(
                "the cluster gave no answer in " + patience.toSeconds() + " s", cause));
        return;
      }
      later(this::attempt, pause, this::refuse);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }

    private void end(@Nullable AsyncResultSet result, @Nullable StoreException failure) {
      release();
      if (failure != null) {
        answer.completeExceptionally(failure);
      } else {
        answer.complete(result);
      }
    }

    private Runnable guarded(Runnable task) {
      return () -> {
        try {
          task.run();
        } catch (StoreException e) {
          end(null, e);
        }
      };
    }

    private BiConsumer<@Nullable AsyncResultSet, @Nullable Throwable> guarded(
        BiConsumer<@Nullable AsyncResultSet, @Nullable Throwable> task) {
      return (result, failure) -> guarded(() -> task.accept(result, failure)).run();
    }
  }
}
