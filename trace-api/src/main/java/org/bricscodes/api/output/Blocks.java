package org.bricscodes.api.output;

/**
 * How units are made: in blocks of a power of two, so that a block costs some hundred kilobytes at
 * most and is worth handing to another thread.
 */
record Blocks(Units units, int perBlock) {

  private static final int MAX_BYTES = 256 << 10;
  private static final int MAX_UNITS = 4096;

  static Blocks of(Units units) {
    int fitting = Math.clamp(MAX_BYTES / units.maxBytes(), 1, MAX_UNITS);
    return new Blocks(units, Integer.highestOneBit(fitting));
  }

  long count() {
    return (units.count() + perBlock - 1) / perBlock;
  }

  long firstUnit(long block) {
    return block * perBlock;
  }

  /** Units of a block; the last one may have fewer. */
  int unitsIn(long block) {
    return (int) Math.min(perBlock, units.count() - firstUnit(block));
  }

  /** Room for any block. */
  int bufferBytes() {
    return (int) Math.min(perBlock, units.count()) * units.maxBytes();
  }
}
