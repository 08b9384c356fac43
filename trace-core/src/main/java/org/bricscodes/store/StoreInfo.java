package org.bricscodes.store;

/**
 * What an open store is.
 *
 * @param engine its exact id, such as {@code rocksdb}
 * @param schemaVersion of the data on disk
 * @param writers how many processes may write at once: 1, or {@link Integer#MAX_VALUE}
 * @param wholeCalls whether a crash leaves all of a {@link Store#write} or nothing, across
 *     partitions too, which the contract does not ask for
 */
public record StoreInfo(String engine, int schemaVersion, int writers, boolean wholeCalls) {}
