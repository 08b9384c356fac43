package org.bricscodes.ledger;

import java.util.List;

/**
 * One reading of the ledger.
 *
 * @param height of the ledger when it was read: blocks, or entries where there are none
 * @param states one for each attempt asked about, in their order
 */
public record TxView(long height, List<TxState> states) {

  public TxView {
    states = List.copyOf(states);
    if (height < 0) {
      throw new IllegalArgumentException("height is not negative");
    }
  }
}
