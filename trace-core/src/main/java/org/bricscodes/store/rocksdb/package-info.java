/**
 * The embedded engine: RocksDB, one process per directory. Start at {@link
 * org.bricscodes.store.rocksdb.RocksStore#open}.
 */
@NullMarked
package org.bricscodes.store.rocksdb;

import org.jspecify.annotations.NullMarked;
