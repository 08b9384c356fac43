/**
 * The storage contract and its engines: tables of {@code partition key · sort key → value}, with
 * durable batch writes, ordered scans and compare-and-set, small enough that a single machine and a
 * cluster can both keep it. Start at {@link org.bricscodes.store.Store}; engines live in
 * sub-packages and share no code; indexes, logs and queues are built once, here, on top of the
 * contract.
 */
@NullMarked
package org.bricscodes.store;

import org.jspecify.annotations.NullMarked;
