package org.bricscodes.ledger.evm;

import java.util.Map;

/** The contract where every block is final. */
final class EvmInstantContractAnvilIT extends AnvilContract {

  @Override
  Map<String, String> policy() {
    return Map.of("finality", "instant");
  }
}
