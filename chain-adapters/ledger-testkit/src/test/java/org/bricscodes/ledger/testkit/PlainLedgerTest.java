package org.bricscodes.ledger.testkit;

/** A ledger that offers nothing beyond the plain contract. */
final class PlainLedgerTest extends MemoryContract {

  PlainLedgerTest() {
    super(0);
  }
}
