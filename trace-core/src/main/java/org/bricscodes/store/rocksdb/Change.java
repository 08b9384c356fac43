package org.bricscodes.store.rocksdb;

/**
 * One batch as the store wrote it: all of it or nothing was ever there.
 *
 * @param first its first change's number; RocksDB counts every row that is put or deleted
 * @param last its last change's number: the next batch begins behind it
 * @param millis when it was written by the clock of the machine, since 1970; 0 for the few that a
 *     start writes
 * @param batch RocksDB's own bytes; what its families are called says {@link RocksStore#families()}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Change(long first, long last, long millis, byte[] batch) {}
