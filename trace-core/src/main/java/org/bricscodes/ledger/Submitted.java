package org.bricscodes.ledger;

/** How {@link Ledger#submit} succeeded. Both mean: the ledger has it; inspect until final. */
public enum Submitted {
  /** The ledger took it now. */
  ACCEPTED,
  /** The ledger had it already. */
  KNOWN
}
