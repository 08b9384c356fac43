package org.bricscodes.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Waiting for a {@link Store}'s stages, for callers that block. */
public final class StoreAnswer {

  private StoreAnswer() {}

  /**
   * The value of a stage, when it is there. Blocks.
   *
   * @throws StoreException as the stage fails; {@link StoreException.Interrupted} if the thread is
   *     interrupted, then the effect may or may not exist
   */
  public static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new StoreException.Interrupted();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("the store failed in a way it does not declare", e);
    }
  }

  /**
   * Makes any number of rows durable, in calls one after the other. Blocks; what fails is told as
   * by {@link #await}, and the calls before it stand.
   */
  public static void writeAll(Store store, List<Write> writes) {
    for (int from = 0; from < writes.size(); from += Limits.MAX_BATCH) {
      await(store.write(writes.subList(from, Math.min(writes.size(), from + Limits.MAX_BATCH))));
    }
  }
}
