/** Product codes as QR symbols: PNG, SVG and terminal text. */
@NullMarked
package org.bricscodes.qr;

import org.jspecify.annotations.NullMarked;
