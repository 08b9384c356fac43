package org.bricscodes.ledger.xinghuo;

final class ZetrixContractTest extends XinghuoContract {

  ZetrixContractTest() {
    super(ChainProfile.ZETRIX, KeyAlgorithm.ED25519);
  }
}
