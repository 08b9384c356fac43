/**
 * Issuing and checking product codes. A batch is one row and its serials are computed: an epoch
 * character and a counter enciphered under a key of that GTIN and epoch, so a million codes store
 * nothing and a guessed one is refused without a look-up. Start at {@link
 * org.bricscodes.codes.CodeBook}; what became of a code or batch since is in {@link
 * org.bricscodes.codes.CodeStates}.
 */
@NullMarked
package org.bricscodes.codes;

import org.jspecify.annotations.NullMarked;
