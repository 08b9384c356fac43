package org.bricscodes.capture;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/** A {@link GroupPlan} being made durable, and the answers that wait for it. */
final class GroupWrite {

  private final long first;
  private final Map<Key, Claim> claimed;
  private final CompletableFuture<@Nullable Void> durable;

  private GroupWrite(
      long first, Map<Key, Claim> claimed, CompletableFuture<@Nullable Void> durable) {
    this.first = first;
    this.claimed = claimed;
    this.durable = durable;
  }

  static GroupWrite none() {
    return new GroupWrite(0, Map.of(), CompletableFuture.completedFuture(null));
  }

  /**
   * Issues the writes; the answers are given as soon as they are durable, on an engine thread.
   *
   * @param unknown told first, if nobody can know any more what was recorded
   */
  static GroupWrite start(
      Store store,
      GroupPlan plan,
      List<Submission> submissions,
      Watermark watermark,
      Mentions mentions,
      Consumer<CaptureException> unknown) {
    CompletionStage<@Nullable Void> done = CompletableFuture.completedFuture(null);
    for (List<Write> call : plan.calls()) {
      done = done.thenCompose(nothing -> store.write(call));
    }
    CompletionStage<@Nullable Void> answered =
        done.whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                mentions.add(plan.things());
                watermark.raise(Sequences.index(plan.next()));
                answer(submissions, plan.outcomes());
                Heads.say(store, plan.next());
              } else {
                fail(submissions, failure, unknown);
              }
            });
    return new GroupWrite(plan.first(), plan.claimed(), answered.toCompletableFuture());
  }

  /** The first place of this group. */
  long first() {
    return first;
  }

  /** EventIDs that will be taken once this is durable. */
  Map<Key, Claim> claimed() {
    return claimed;
  }

  /**
   * Waits for the outcome.
   *
   * @return false if the store was overloaded: nothing of it was recorded
   * @throws CompletionException if nobody knows what was recorded
   */
  boolean awaitDurable() {
    try {
      durable.join();
      return true;
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException.Overloaded) {
        return false;
      }
      throw e;
    }
  }

  private static void answer(List<Submission> submissions, List<List<EventOutcome>> outcomes) {
    for (int i = 0; i < submissions.size(); i++) {
      submissions.get(i).outcome().complete(outcomes.get(i));
    }
  }

  private static void fail(
      List<Submission> submissions, Throwable failure, Consumer<CaptureException> unknown) {
    Throwable cause = failure.getCause();
    cause = failure instanceof CompletionException && cause != null ? cause : failure;
    CaptureException told;
    if (cause instanceof StoreException.Overloaded) {
      told = new CaptureException.Overloaded();
    } else {
      told = new CaptureException.Stopped("recording failed; restart to see what exists", cause);
      unknown.accept(told);
    }
    submissions.forEach(submission -> submission.outcome().completeExceptionally(told));
  }
}
