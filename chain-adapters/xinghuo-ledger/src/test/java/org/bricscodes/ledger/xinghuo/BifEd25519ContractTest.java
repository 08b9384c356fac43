package org.bricscodes.ledger.xinghuo;

final class BifEd25519ContractTest extends XinghuoContract {

  BifEd25519ContractTest() {
    super(ChainProfile.BIF_CORE, KeyAlgorithm.ED25519);
  }
}
