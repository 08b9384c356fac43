/**
 * The distributed engine: Apache Cassandra 5, through its Java driver. Start at {@link
 * org.bricscodes.store.cassandra.CassandraStore#open}.
 *
 * <p><b>Schema</b>, permanent: see {@link org.bricscodes.store.cassandra.Layout}. A table of the
 * contract is a table of one keyspace: partition key {@code partition}, clustering key {@code
 * sort}, one value. A partition is as large as its callers make it, and they split by hour, month
 * or number what grows without end. Values of more than 16 KiB lie in parts beside the table.
 *
 * <p><b>Consistency.</b> Rows are written and read at QUORUM, and carry time stamps this engine
 * gives. {@code compareAndSet} is one conditional batch at SERIAL, committed at QUORUM; its rows
 * are never written otherwise, since the two kinds of time stamps know nothing of each other. They
 * are read at QUORUM too: what was answered as applied is committed at a quorum. The rows a call
 * writes to one partition are one unlogged batch, which Cassandra applies as one mutation: atomic,
 * isolated, and beyond its limit on the size of batches.
 *
 * <p><b>Crash.</b> A step of a call that was not acknowledged may have reached some partitions; in
 * each, all of its rows or none. Parts of large values are written in front of the row that names
 * them and removed behind it; what a crash leaves of them is never read.
 *
 * <p><b>Unknown outcomes.</b> A request that fails or gets no answer is sent again, with the same
 * time stamp or the same operation id, until it is answered or patience ends; so the answer is
 * always the truth. When patience ends, nobody knows: the store has failed and must be opened
 * again, as an embedded one whose disk failed.
 *
 * <p><b>One process writes a part.</b> The code above the contract remembers what it wrote, so each
 * {@link org.bricscodes.store.cassandra.Part} of a keyspace has one owner at a time, who holds a
 * {@link org.bricscodes.store.cassandra.Lease} on it. There is the service's part, one for each log
 * that is written beside it, one for anchoring where a node does nothing else, and one for each
 * node that answers scans and does nothing else; different processes may own different parts at the
 * same time, and everyone may read everything. Time stamps order the writes of a part, also from
 * one owner to the next, and start above those of every other part; but owners side by side are not
 * ordered: of two plain writes to one row, either may win. So a row is one of these:
 *
 * <ul>
 *   <li>of one part alone: its key names the log, or only the service writes such rows. Its owner
 *       puts and deletes as it likes.
 *   <li>of several parts, with the same bytes from each, and never deleted: it does not matter who
 *       wins.
 *   <li>of several parts, with the same bytes from each, and deleted by one of them when it is of
 *       no use to anybody, long after it was put: whatever the clocks, that delete comes later.
 *       What notes of scans point by is so; a row that is there again after all means nothing.
 *   <li>of several parts, by {@code compareAndSet} alone. The row should be set once and stay, or
 *       the caller must bear being told of a conflict when its own write was applied and another's
 *       came over it: the row remembers one operation.
 * </ul>
 *
 * <p>Nothing in this package knows which rows are which; a log's owner is given the tables it
 * opened and no others, and the rest is up to the code above. Who opens a log makes no keyspace and
 * no tables: the service's owner does.
 *
 * <p><b>Deletes</b> leave tombstones for {@code gc_grace_seconds}, ten days: repair every node
 * within that time (also for the sake of nodes that were down longer than hints are kept), or
 * deleted rows may come back. What has been kept long enough, the code above the contract deletes,
 * as any other row, and not Cassandra by a time to live: so it means the same on every engine, rows
 * that point at others go behind them, counts stay where visits go, and a sweep or an export sees
 * what a read sees. Only what a candidate says in {@code _owner}, that it wants a part, lives for
 * some seconds by itself: nobody else would take it back for one that died.
 */
@NullMarked
package org.bricscodes.store.cassandra;

import org.jspecify.annotations.NullMarked;
