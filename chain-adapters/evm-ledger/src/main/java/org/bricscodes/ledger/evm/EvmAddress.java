package org.bricscodes.ledger.evm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.ledger.LedgerId;

/**
 * What a ledger's id says: {@code eip155:<chain id>:<contract>}, in the manner of CAIP-2 and
 * CAIP-10 but for the address, which is in lower case.
 */
record EvmAddress(long chainId, String contract) {

  private static final Pattern REFERENCE = Pattern.compile("([1-9][0-9]{0,17}):(0x[0-9a-f]{40})");

  /**
   * The inverse of {@link #id()}.
   *
   * @throws IllegalArgumentException if the id is of another kind
   */
  static EvmAddress of(LedgerId id) {
    Matcher m = REFERENCE.matcher(id.reference());
    if (!id.namespace().equals(EvmLedgerProvider.ID) || !m.matches()) {
      throw new IllegalArgumentException("the ledger is no eip155:<chain id>:<contract>");
    }
    return new EvmAddress(Long.parseLong(m.group(1)), m.group(2));
  }

  LedgerId id() {
    return new LedgerId(EvmLedgerProvider.ID, chainId + ":" + contract);
  }
}
