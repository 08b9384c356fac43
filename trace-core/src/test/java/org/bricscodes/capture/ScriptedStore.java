package org.bricscodes.capture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.bricscodes.store.ForwardingStore;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/** A store whose writes do what the test says, in turn; then they just succeed. */
final class ScriptedStore extends ForwardingStore {

  enum Fate {
    /** Wait for {@link #release}, then succeed. */
    HELD,
    /** Refused; nothing written. */
    OVERLOADED,
    /** Wait for {@link #release}, then be refused. */
    HELD_THEN_OVERLOADED,
    /** Failed, not written. */
    LOST,
    /** Failed, but written. */
    ANSWER_LOST
  }

  final InMemoryStore rows;
  private final Queue<Fate> script = new ArrayDeque<>();
  private final List<Runnable> held = new ArrayList<>();
  private final CountDownLatch holding = new CountDownLatch(1);

  ScriptedStore() {
    this(begun());
  }

  /** A store that was opened before: a recorder's first opening writes. */
  private static InMemoryStore begun() {
    InMemoryStore rows = new InMemoryStore(CaptureTables.all());
    TestRecorder.recorder(rows).close();
    return rows;
  }

  private ScriptedStore(InMemoryStore rows) {
    super(rows);
    this.rows = rows;
  }

  synchronized void next(Fate... fates) {
    script.addAll(List.of(fates));
  }

  /** Waits until a write is being held. */
  void awaitHeld() throws InterruptedException {
    holding.await();
  }

  void release() {
    List<Runnable> released;
    synchronized (this) {
      released = List.copyOf(held);
      held.clear();
    }
    released.forEach(Runnable::run);
  }

  @Override
  public synchronized CompletionStage<@Nullable Void> write(List<Write> writes) {
    Fate fate = script.poll();
    if (fate == null) {
      return rows.write(writes);
    }
    CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();
    switch (fate) {
      case HELD -> hold(() -> rows.write(writes).thenAccept(answer::complete));
      case OVERLOADED -> answer.completeExceptionally(new StoreException.Overloaded());
      case HELD_THEN_OVERLOADED ->
          hold(() -> answer.completeExceptionally(new StoreException.Overloaded()));
      case LOST -> answer.completeExceptionally(new StoreException.Unavailable("disk gone"));
      case ANSWER_LOST ->
          rows.write(writes)
              .thenAccept(
                  nothing ->
                      answer.completeExceptionally(new StoreException.Unavailable("disk gone")));
    }
    return answer;
  }

  private void hold(Runnable later) {
    held.add(later);
    holding.countDown();
  }
}
