@NullMarked
package org.bricscodes.ledger;

import org.jspecify.annotations.NullMarked;
