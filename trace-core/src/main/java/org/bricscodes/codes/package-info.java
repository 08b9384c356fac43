/**
 * Issuing and checking product codes. A batch is one row and its serials are computed: an epoch
 * character and a counter enciphered under a key of that GTIN and epoch, so a million codes store
 * nothing and a guessed one is refused without a look-up. Start at {@link
 * org.bricscodes.codes.CodeBook}; which keys there are is in {@link
 * org.bricscodes.codes.KeyEpochs}, the code under a seal in {@link
 * org.bricscodes.codes.InnerStates}; what became of a code or batch since is in {@link
 * org.bricscodes.codes.CodeStates}. Whose products and lots are, for who may recall them, is in
 * {@link org.bricscodes.codes.Owners}.
 */
@NullMarked
package org.bricscodes.codes;

import org.jspecify.annotations.NullMarked;
