/**
 * EPCIS queries answered from ordered term scans: each condition that has index terms is a union of
 * posting lists, the conditions are intersected by leapfrog, and what no index can decide is
 * checked on the event. Start at {@link org.bricscodes.query.EventQueries}.
 */
@NullMarked
package org.bricscodes.query;

import org.jspecify.annotations.NullMarked;
