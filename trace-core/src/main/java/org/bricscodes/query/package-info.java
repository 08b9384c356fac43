/**
 * EPCIS queries answered from ordered term scans: each condition that has index terms is a union of
 * posting lists, the conditions are intersected by leapfrog, and what no index can decide is
 * checked on the event. Start at {@link org.bricscodes.query.EventQueries}.
 *
 * <p>Standing queries: {@link org.bricscodes.query.NamedQueries} keeps queries under names, {@link
 * org.bricscodes.query.Subscriptions} brings their results to those who subscribe.
 */
@NullMarked
package org.bricscodes.query;

import org.jspecify.annotations.NullMarked;
