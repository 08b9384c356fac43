package org.bricscodes.tlog;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A generator whose bytes the test chooses. */
record FixedBytes(Consumer<byte[]> filler) implements RandomGenerator {

  @Override
  public long nextLong() {
    return 4;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    filler.accept(bytes);
  }
}
