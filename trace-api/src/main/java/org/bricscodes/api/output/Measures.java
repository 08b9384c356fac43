package org.bricscodes.api.output;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What has become known of a body while it was made: where every sixteenth block begins, and the
 * facts of its units as far as they may be kept. Thread-safe.
 */
final class Measures {

  /** Of uneven bodies, the place of one block in so many is kept. */
  static final int GROUP = 16;

  /** Facts of bodies with more units are made again when they are needed. */
  static final long MAX_KEPT_FACTS = 2L << 20;

  private final Blocks blocks;
  private final boolean even;
  private final @Nullable AtomicReferenceArray<long[]> facts;

  /** Guarded by this, as all below. */
  private long[] groupStarts = new long[16];

  private long blocksMeasured;
  private long bytesMeasured;

  /**
   * @param keepsFacts whether there is a tail that needs them
   */
  Measures(Blocks blocks, boolean keepsFacts) {
    this.blocks = blocks;
    this.even = blocks.units().even();
    this.facts =
        keepsFacts && blocks.units().count() <= MAX_KEPT_FACTS
            ? new AtomicReferenceArray<>((int) blocks.count())
            : null;
  }

  /** Most bytes of memory this will take. */
  long maxMemory() {
    return (facts == null ? 0 : blocks.units().count() * Long.BYTES)
        + (even ? 0 : blocks.count() / GROUP * Long.BYTES);
  }

  /** Whether the place of every unit is known. */
  synchronized boolean complete() {
    return even || blocksMeasured == blocks.count();
  }

  /** The first block whose length is not known. */
  synchronized long nextToMeasure() {
    return blocksMeasured;
  }

  /** Bytes of the whole body, once it is {@link #complete}. */
  synchronized long bodyBytes() {
    if (even) {
      return blocks.units().evenBytes();
    }
    if (!complete()) {
      throw new IllegalStateException("the body is not measured");
    }
    return bytesMeasured;
  }

  /** Notes a block that was made. Blocks may come several times, and in any order. */
  void made(long block, int bytes, long[] unitFacts) {
    if (facts != null && facts.get((int) block) == null) {
      long[] kept = new long[blocks.unitsIn(block)];
      System.arraycopy(unitFacts, 0, kept, 0, kept.length);
      facts.set((int) block, kept);
    }
    if (!even) {
      measured(block, bytes);
    }
  }

  /** The facts of a block's units, or null if they have to be made again. */
  long @Nullable [] facts(long block) {
    return facts == null ? null : facts.get((int) block);
  }

  /** The nearest block at or before {@code block} whose place is known. */
  long knownAtOrBefore(long block) {
    return even ? block : block / GROUP * GROUP;
  }

  /** The last block with a known place at or before a byte of the body. */
  synchronized long knownBefore(long byteOfBody) {
    if (even) {
      return byteOfBody / ((long) blocks.perBlock() * blocks.units().maxBytes());
    }
    long low = 0;
    long high = (blocksMeasured - 1) / GROUP;
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      if (groupStarts[(int) middle] <= byteOfBody) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low * GROUP;
  }

  /** Where a block with a known place begins, in bytes of the body. */
  synchronized long start(long block) {
    return even
        ? block * blocks.perBlock() * blocks.units().maxBytes()
        : groupStarts[(int) (block / GROUP)];
  }

  private synchronized void measured(long block, int bytes) {
    if (block != blocksMeasured) {
      return;
    }
    if (block % GROUP == 0) {
      int group = (int) (block / GROUP);
      if (group == groupStarts.length) {
        groupStarts = Arrays.copyOf(groupStarts, group * 2);
      }
      groupStarts[group] = bytesMeasured;
    }
    blocksMeasured++;
    bytesMeasured += bytes;
  }
}
