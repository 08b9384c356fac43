package org.bricscodes.store.rocksdb;

import org.bricscodes.store.Table;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;

/** How RocksDB lays out each shape of table. */
final class Families {

  /** Length byte and 16 partition bytes: what a filter of postings is made of. */
  static final int POSTING_PREFIX = 17;

  private static final long MIB = 1L << 20;

  /**
   * The part of the files of bodies, the oldest, whose bodies are written again when a compaction
   * meets their keys, whether or not anything in there was deleted. Events stay, and documents that
   * were worked off go all together, with which their files go: so a small part. What was deleted
   * beside what stays is gone when its file is among them, and not before there are twenty. At
   * RocksDB's own quarter it was half of what compaction cost at ten million events.
   */
  private static final double OLDEST_BODIES = 0.05;

  private final Natives natives;
  private final Cache cache;

  Families(Natives natives, Cache cache) {
    this.natives = natives;
    this.cache = cache;
  }

  ColumnFamilyOptions options(Table.Shape shape) {
    return switch (shape) {
      case ROWS, STATES -> plain();
      case BODIES -> bodies();
      case POSTINGS -> postings();
    };
  }

  /** For small rows, and for RocksDB's default family. */
  ColumnFamilyOptions plain() {
    return base(blocks()).setWriteBufferSize(16 * MIB);
  }

  private ColumnFamilyOptions bodies() {
    return base(blocks())
        .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
        .setWriteBufferSize(128 * MIB)
        // Bodies are written once: compaction moves their keys and leaves them where they are.
        .setEnableBlobFiles(true)
        .setMinBlobSize(512)
        .setBlobCompressionType(CompressionType.ZSTD_COMPRESSION)
        .setBlobFileSize(256 * MIB)
        .setEnableBlobGarbageCollection(true)
        .setBlobGarbageCollectionAgeCutoff(OLDEST_BODIES);
  }

  private ColumnFamilyOptions postings() {
    return base(blocks().setWholeKeyFiltering(false))
        .setWriteBufferSize(64 * MIB)
        .useCappedPrefixExtractor(POSTING_PREFIX)
        .setMemtablePrefixBloomSizeRatio(0.05);
  }

  private ColumnFamilyOptions base(BlockBasedTableConfig blocks) {
    return natives
        .keep(new ColumnFamilyOptions())
        .setTableFormatConfig(blocks)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setLevelCompactionDynamicLevelBytes(true);
  }

  private BlockBasedTableConfig blocks() {
    return new BlockBasedTableConfig()
        .setFormatVersion(6)
        .setBlockSize(8 << 10)
        .setBlockCache(cache)
        .setFilterPolicy(natives.keep(new BloomFilter(10)))
        .setOptimizeFiltersForMemory(true)
        // Filters that do not fit a shard of the cache are read again on every get: they stay out.
        .setCacheIndexAndFilterBlocks(false);
  }
}
