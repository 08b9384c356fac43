@NullMarked
package org.bricscodes.ledger.fabric;

import org.jspecify.annotations.NullMarked;
