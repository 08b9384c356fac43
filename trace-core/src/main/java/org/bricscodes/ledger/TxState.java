package org.bricscodes.ledger;

/** What the ledger says about one attempt. */
public sealed interface TxState {

  /** Not found. It may never have arrived, may be lagging behind, or may still be executed. */
  record Absent() implements TxState {}

  /** Known and waiting, in no block. */
  record Pooled() implements TxState {}

  /** Executed with effect at {@code position}, and not final by the ledger's policy. */
  record Included(Position position) implements TxState {}

  /** Executed with effect and final. Never goes back. */
  record Final(Position position) implements TxState {}

  /** Executed <b>without</b> effect, finally; its fee may be spent. {@code fault} says why. */
  record Failed(Fault fault, String reason) implements TxState {}

  /**
   * Proven that it was not and can never be executed: expired by height, or another transaction
   * took its place for good.
   */
  record Dead(String reason) implements TxState {}
}
