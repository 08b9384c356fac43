/**
 * Carrying checkpoints to ledgers: {@link org.bricscodes.anchoring.AnchorLoop} writes, one for each
 * ledger; {@link org.bricscodes.anchoring.Anchors} reads what came of it and is the only thing
 * other packages need.
 */
@NullMarked
package org.bricscodes.anchoring;

import org.jspecify.annotations.NullMarked;
