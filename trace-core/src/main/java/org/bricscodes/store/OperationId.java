package org.bricscodes.store;

/**
 * Names one intended compare-and-set, chosen at random by its caller, so that an unknown outcome
 * can be resolved.
 */
public record OperationId(long high, long low) {}
