package org.bricscodes.store;

import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts the scans it is asked for. */
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
}
