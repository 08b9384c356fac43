package org.bricscodes.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.bricscodes.ledger.LedgerDescriptor;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.store.Store;
import org.bricscodes.tlog.TransparencyLog;

/** The ledgers our checkpoints go to. */
final class Ledgers implements AutoCloseable {

  private Ledgers() {}

  static Ledgers open(
      DataDirectory data, Store store, TransparencyLog log, Clock clock, SecureRandom random) {
    return new Ledgers();
  }

  Map<LedgerId, LedgerDescriptor> descriptors() {
    return Map.of();
  }

  /** By ledger, what its receipts are checked under; those that have such a thing. */
  Map<LedgerId, String> trust() {
    return Map.of();
  }

  @Override
  public void close() {}
}
