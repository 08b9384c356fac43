package org.bricscodes.ledger.testkit;

import org.bricscodes.ledger.Capability;

/** As an EVM chain is: slots, replacement, confirmations, reorganisations, one head. */
final class SlottedLedgerTest extends MemoryContract {

  SlottedLedgerTest() {
    super(
        3,
        Capability.REPLACEMENT,
        Capability.MONOTONIC_HEAD,
        Capability.CAN_REORGANISE,
        Capability.PER_EVENT,
        Capability.EXCLUSIVE_REGISTRY);
  }
}
