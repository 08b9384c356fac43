package org.bricscodes.ledger.evm;

import java.util.Map;

/** The contract where confirmations are counted, gas has one price and receipts prove nothing. */
final class EvmConfirmationsContractAnvilIT extends AnvilContract {

  @Override
  Map<String, String> policy() {
    return Map.of("finality", "confirmations:6", "fees", "legacy", "receipts", "excerpt");
  }
}
