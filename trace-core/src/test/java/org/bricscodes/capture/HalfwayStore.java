package org.bricscodes.capture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.bricscodes.store.ForwardingStore;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.StoreInfo;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps to the letter of the contract and no more: a call goes step by step, a step
 * partition by partition in any order, and the process dies between two of them. What it forwards
 * to is what a restart finds.
 */
final class HalfwayStore extends ForwardingStore {

  private final RandomGenerator random;
  private int left;

  /**
   * @param partitions written before it dies
   */
  HalfwayStore(Store store, int partitions, RandomGenerator random) {
    super(store);
    this.left = partitions;
    this.random = random;
  }

  /** One that lives on. */
  static HalfwayStore living(Store store, RandomGenerator random) {
    return new HalfwayStore(store, Integer.MAX_VALUE, random);
  }

  boolean isDead() {
    return left < 0;
  }

  @Override
  public StoreInfo info() {
    StoreInfo whole = super.info();
    return new StoreInfo(whole.engine(), whole.schemaVersion(), whole.writers(), false);
  }

  @Override
  public synchronized CompletionStage<@Nullable Void> write(List<Write> writes) {
    @Nullable Table table = null;
    Map<Key, List<Write>> step = new LinkedHashMap<>();
    for (Write write : writes) {
      if (!write.key().table().equals(table) && !step(step)) {
        return died();
      }
      table = write.key().table();
      step.computeIfAbsent(Key.of(table, write.key().partition()), key -> new ArrayList<>())
          .add(write);
    }
    return step(step) ? CompletableFuture.completedFuture(null) : died();
  }

  private boolean step(Map<Key, List<Write>> step) {
    List<List<Write>> partitions = new ArrayList<>(step.values());
    step.clear();
    Collections.shuffle(partitions, java.util.Random.from(random));
    for (List<Write> partition : partitions) {
      left--;
      if (left < 0) {
        return false;
      }
      TestRecorder.await(super.write(partition));
    }
    return true;
  }

  private static CompletionStage<@Nullable Void> died() {
    return CompletableFuture.failedFuture(new StoreException.Unavailable("the process died"));
  }
}
