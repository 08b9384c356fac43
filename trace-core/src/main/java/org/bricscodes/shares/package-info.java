/**
 * How what is scarce is divided among those who want it: {@link FairShares} for what is held for a
 * while, {@link FairQueue} for what waits its turn.
 */
@NullMarked
package org.bricscodes.shares;

import org.jspecify.annotations.NullMarked;
