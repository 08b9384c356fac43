/**
 * Carrying checkpoints to ledgers, and single events where a ledger is to hold each: {@link
 * org.bricscodes.anchoring.AnchorLoop} writes, one for each ledger and at its pace; {@link
 * org.bricscodes.anchoring.Anchors} reads what came of it, how far a ledger is behind and what it
 * cost, and is the only thing other packages need.
 *
 * <p>All that must not be forgotten of a ledger is one row for its anchors and one for its single
 * events, changed by compare-and-set only, so that every state there is may be what a crash leaves.
 * What a transaction cost is counted in the change that ends it, so once. Rows of earlier forms are
 * read and brought to the form of today.
 */
@NullMarked
package org.bricscodes.anchoring;

import org.jspecify.annotations.NullMarked;
