package org.bricscodes.store;

/**
 * A walk along a term's postings with {@code fromMicros <= time < toMicros}, as {@link TermIndex}
 * begins it.
 *
 * @param order direction of the walk
 */
public record TermWalk(Term term, long fromMicros, long toMicros, Scan.Order order) {}
