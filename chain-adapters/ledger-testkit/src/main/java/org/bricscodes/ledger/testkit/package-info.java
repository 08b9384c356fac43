/** The contract every ledger adapter must pass. */
@NullMarked
package org.bricscodes.ledger.testkit;

import org.jspecify.annotations.NullMarked;
