@NullMarked
package org.bricscodes.ledger.evm;

import org.jspecify.annotations.NullMarked;
