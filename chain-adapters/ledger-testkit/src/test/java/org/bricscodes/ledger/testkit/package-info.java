@NullMarked
package org.bricscodes.ledger.testkit;

import org.jspecify.annotations.NullMarked;
