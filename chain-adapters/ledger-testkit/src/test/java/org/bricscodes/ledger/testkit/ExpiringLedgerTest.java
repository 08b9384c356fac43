package org.bricscodes.ledger.testkit;

import org.bricscodes.ledger.Capability;

/** As the Xinghuo family is: instant finality, slots, an expiry height. */
final class ExpiringLedgerTest extends MemoryContract {

  ExpiringLedgerTest() {
    super(0, Capability.REPLACEMENT, Capability.NATIVE_EXPIRY, Capability.EXCLUSIVE_REGISTRY);
  }
}
