/** Issuing and checking product codes: batches, the serial cipher, key epochs. */
@NullMarked
package org.bricscodes.codes;

import org.jspecify.annotations.NullMarked;
