/**
 * Anchors on a chain of the Xinghuo (BIF) family: BIF-Core, and Zetrix, to which ASTRON is assumed
 * to be alike. Start at {@link org.bricscodes.ledger.xinghuo.XinghuoLedgerProvider}.
 *
 * <p>Everything the family does in its own way is written here, by {@code ChainProfile}: keys and
 * addresses, the serialised transaction ("blob"), its two kinds of signature, nonces, fees and
 * expiry by height. Nothing of it was tried against a live node; the README says so.
 */
@NullMarked
package org.bricscodes.ledger.xinghuo;

import org.jspecify.annotations.NullMarked;
