package org.bricscodes.codes;

import org.jspecify.annotations.Nullable;

/**
 * Neighbouring codes of a batch that stand in the same state for the same cause.
 *
 * @param from place of the first
 * @param count how many
 * @param wastedAt the stage at which they were spoiled; null if that is not why they are void
 */
public record StateRun(long from, long count, CodeState state, @Nullable Stage wastedAt) {}
