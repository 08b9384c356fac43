package org.bricscodes.ledger.testkit;

import org.bricscodes.ledger.Capability;

/** Equal anchors are one transaction, and there is one head; as in a second log. */
final class AddressedLedgerTest extends MemoryContract {

  AddressedLedgerTest() {
    super(0, Capability.CONTENT_ADDRESSED, Capability.MONOTONIC_HEAD, Capability.PER_EVENT);
  }
}
