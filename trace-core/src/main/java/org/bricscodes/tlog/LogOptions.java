package org.bricscodes.tlog;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * How a {@link TransparencyLog} runs.
 *
 * @param clock tells the time of each signed checkpoint; must not stand before the last one
 * @param random marks write-ahead log segments; need not be secret
 * @param segmentBytes size a write-ahead log segment is preallocated to
 * @param tileBatch full bundles that wait in the write-ahead log before they are written as files
 * @param cachedTiles full tiles kept in memory for proofs, 16 KiB each
 */
public record LogOptions(
    InstantSource clock, RandomGenerator random, int segmentBytes, int tileBatch, int cachedTiles) {

  public LogOptions {
    if (segmentBytes < 4096 || tileBatch < 1 || cachedTiles < 1) {
      throw new IllegalArgumentException(
          "segments have at least 4096 bytes; batch and cache hold at least one tile");
    }
  }

  /** 8 MiB segments, 64 bundles a batch, 1,024 tiles in memory. */
  public static LogOptions standard(InstantSource clock, RandomGenerator random) {
    return new LogOptions(clock, random, 8 << 20, 64, 1024);
  }
}
