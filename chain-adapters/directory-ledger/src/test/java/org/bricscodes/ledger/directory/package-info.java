@NullMarked
package org.bricscodes.ledger.directory;

import org.jspecify.annotations.NullMarked;
