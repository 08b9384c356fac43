package org.bricscodes.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A store that does what another does; a decorator overrides what it changes. */
public abstract class ForwardingStore implements Store {

  private final Store store;

  protected ForwardingStore(Store store) {
    this.store = store;
  }

  @Override
  public StoreInfo info() {
    return store.info();
  }

  @Override
  public StoreHealth health() {
    return store.health();
  }

  @Override
  public byte @Nullable [] get(Key key) {
    return store.get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<Key> keys) {
    return store.getAll(keys);
  }

  @Override
  public Page scan(Scan scan) {
    return store.scan(scan);
  }

  @Override
  public List<Page> scanAll(List<Scan> scans) {
    return store.scanAll(scans);
  }

  @Override
  public SweepPage sweep(Sweep sweep) {
    return store.sweep(sweep);
  }

  @Override
  public CompletionStage<@Nullable Void> write(List<Write> writes) {
    return store.write(writes);
  }

  @Override
  public CompletionStage<CasResult> compareAndSet(
      Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation) {
    return store.compareAndSet(key, expected, writes, operation);
  }

  @Override
  public void close() {
    store.close();
  }
}
