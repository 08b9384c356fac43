/**
 * Product codes as QR symbols: PNG, SVG and terminal text. Start at {@link
 * org.bricscodes.qr.QrSymbol} for one symbol, at {@link org.bricscodes.qr.SymbolPress} for the
 * symbols of a batch. {@link org.bricscodes.qr.DataMatrixPress} makes GS1 DataMatrix symbols, for
 * those who need them, into the same grids and writers.
 */
@NullMarked
package org.bricscodes.qr;

import org.jspecify.annotations.NullMarked;
