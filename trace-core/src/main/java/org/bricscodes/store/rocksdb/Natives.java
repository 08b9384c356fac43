package org.bricscodes.store.rocksdb;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.AbstractNativeReference;

/** Native objects, freed in the reverse order of their making. */
final class Natives implements AutoCloseable {

  private final Deque<AbstractNativeReference> made = new ArrayDeque<>();

  <T extends AbstractNativeReference> T keep(T reference) {
    made.push(reference);
    return reference;
  }

  @Override
  public void close() {
    while (!made.isEmpty()) {
      made.pop().close();
    }
  }
}
