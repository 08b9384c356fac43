/**
 * Product codes as QR symbols: PNG, SVG and terminal text. Start at {@link
 * org.bricscodes.qr.QrSymbol}.
 */
@NullMarked
package org.bricscodes.qr;

import org.jspecify.annotations.NullMarked;
