package org.bricscodes.store;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts how often it is asked for scans, for one or for several at once. */
public final class CountedScans extends ForwardingStore {

  private final AtomicInteger scans = new AtomicInteger();

  public CountedScans(Store store) {
    super(store);
  }

  /** So far. */
  public int count() {
    return scans.get();
  }

  @Override
  public Page scan(Scan scan) {
    scans.incrementAndGet();
    return super.scan(scan);
  }

  @Override
  public List<Page> scanAll(List<Scan> all) {
    scans.incrementAndGet();
    return super.scanAll(all);
  }
}
