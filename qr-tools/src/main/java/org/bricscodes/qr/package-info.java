/**
 * Product codes as QR symbols: PNG, SVG and terminal text. Start at {@link
 * org.bricscodes.qr.QrSymbol} for one symbol, at {@link org.bricscodes.qr.SymbolPress} for the
 * symbols of a batch.
 */
@NullMarked
package org.bricscodes.qr;

import org.jspecify.annotations.NullMarked;
