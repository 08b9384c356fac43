package org.bricscodes.ledger.xinghuo;

final class BifSm2ContractTest extends XinghuoContract {

  BifSm2ContractTest() {
    super(ChainProfile.BIF_CORE, KeyAlgorithm.SM2);
  }
}
