package org.bricscodes.ledger.evm;

import java.util.Map;

/** The contract on two real chains, final by the consensus' own tag. */
final class EvmLedgerContractAnvilIT extends AnvilContract {

  @Override
  Map<String, String> policy() {
    return Map.of();
  }
}
