package org.bricscodes.ledger.testkit;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.StoreInfo;
import org.bricscodes.store.Sweep;
import org.bricscodes.store.SweepPage;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/** A store that does what another does, but for its compare-and-set: anchoring knows no other. */
abstract class PassingStore implements Store {

  final Store inner;

  PassingStore(Store inner) {
    this.inner = inner;
  }

  @Override
  public StoreInfo info() {
    return inner.info();
  }

  @Override
  public StoreHealth health() {
    return inner.health();
  }

  @Override
  public byte @Nullable [] get(Key key) {
    return inner.get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<Key> keys) {
    return inner.getAll(keys);
  }

  @Override
  public Page scan(Scan scan) {
    return inner.scan(scan);
  }

  @Override
  public List<Page> scanAll(List<Scan> scans) {
    return inner.scanAll(scans);
  }

  @Override
  public SweepPage sweep(Sweep sweep) {
    return inner.sweep(sweep);
  }

  @Override
  public CompletionStage<@Nullable Void> write(List<Write> writes) {
    return inner.write(writes);
  }

  @Override
  public void close() {
    inner.close();
  }
}
