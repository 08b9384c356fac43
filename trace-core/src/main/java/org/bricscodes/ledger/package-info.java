/** The ledger adapter SPI: digests and checkpoints in, receipts out. */
@NullMarked
package org.bricscodes.ledger;

import org.jspecify.annotations.NullMarked;
