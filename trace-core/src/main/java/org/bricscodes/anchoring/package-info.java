/** Carrying checkpoints to ledgers: attempts, finality, recovery. */
@NullMarked
package org.bricscodes.anchoring;

import org.jspecify.annotations.NullMarked;
