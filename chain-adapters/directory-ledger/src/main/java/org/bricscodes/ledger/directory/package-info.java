/** A ledger that is a second, independently keyed log directory. */
@NullMarked
package org.bricscodes.ledger.directory;

import org.jspecify.annotations.NullMarked;
