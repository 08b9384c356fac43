package org.bricscodes.ledger.evm;

import java.math.BigInteger;

/** What a transaction offers for a unit of gas, in wei. */
sealed interface Price {

  /** What the block's maker gets at most. */
  BigInteger tip();

  /** What is paid at most. */
  BigInteger cap();

  /** One price for all, as before EIP-1559. */
  record Legacy(BigInteger gasPrice) implements Price {
    @Override
    public BigInteger tip() {
      return gasPrice;
    }

    @Override
    public BigInteger cap() {
      return gasPrice;
    }
  }

  /** A tip upon the chain's own base fee, both together at most {@code cap} (EIP-1559). */
  record Dynamic(BigInteger tip, BigInteger cap) implements Price {}
}
