package org.bricscodes.api.output;

/**
 * Where the units of a measured body lie, and what is known of them: looked up where it was kept,
 * made again where not. Cheapest for units read in order. Not thread-safe.
 */
final class BodyFacts {

  private final long headBytes;
  private final Blocks blocks;
  private final Measures measures;
  private final UnitWriter writer;
  private byte[] scratch = {};

  private long block = -1;
  private long[] facts = {};
  private long start;
  private long end;

  BodyFacts(long headBytes, Blocks blocks, Measures measures) {
    this.headBytes = headBytes;
    this.blocks = blocks;
    this.measures = measures;
    this.writer = blocks.units().writer();
  }

  /** Where the body ends in the file. */
  long bodyEnd() {
    return headBytes + measures.bodyBytes();
  }

  /**
   * Reads what is known of units {@code first} to {@code first + count - 1}.
   *
   * @param offsets gets the place in the file of each
   */
  void read(long first, int count, long[] into, long[] offsets) {
    long offset = 0;
    for (int k = 0; k < count; k++) {
      long unit = first + k;
      long wanted = unit / blocks.perBlock();
      if (wanted != block || k == 0) {
        moveTo(wanted);
        offset = start + bytesBefore(unit);
      }
      long fact = facts[(int) (unit - blocks.firstUnit(block))];
      into[k] = fact;
      offsets[k] = headBytes + offset;
      offset += Fact.length(fact);
    }
  }

  private long bytesBefore(long unit) {
    long bytes = 0;
    for (int i = 0; i < unit - blocks.firstUnit(block); i++) {
      bytes += Fact.length(facts[i]);
    }
    return bytes;
  }

  private void moveTo(long wanted) {
    if (wanted == block) {
      return;
    }
    long at = measures.knownAtOrBefore(wanted);
    long offset;
    if (block >= at && block < wanted) {
      at = block + 1; // going on from where it stands saves the way from the last known place
      offset = end;
    } else {
      offset = measures.start(at);
    }
    for (; at <= wanted; at++) {
      load(at, offset);
      offset = end;
    }
  }

  private void load(long at, long offset) {
    block = at;
    start = offset;
    int units = blocks.unitsIn(at);
    long[] kept = measures.facts(at);
    facts = kept == null ? madeAgain(at, units) : kept;
    end = start;
    for (int i = 0; i < units; i++) {
      end += Fact.length(facts[i]);
    }
  }

  private long[] madeAgain(long at, int units) {
    if (scratch.length == 0) {
      scratch = new byte[blocks.bufferBytes()];
    }
    long[] again = new long[units];
    writer.write(blocks.firstUnit(at), units, scratch, 0, again);
    return again;
  }
}
