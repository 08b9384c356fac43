package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class HeaderTest {

  private static final String ZERO = "0x" + "0".repeat(64);

  /** Block 0 of Ethereum's main network, whose hash everyone knows. */
  private static Block genesis() {
    Block block = new Block();
    block.setParentHash(ZERO);
    block.setSha3Uncles("0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347");
    block.setMiner("0x" + "0".repeat(40));
    block.setStateRoot("0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544");
    block.setTransactionsRoot("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
    block.setReceiptsRoot("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
    block.setLogsBloom("0x" + "0".repeat(512));
    block.setDifficulty("0x400000000");
    block.setNumber("0x0");
    block.setGasLimit("0x1388");
    block.setGasUsed("0x0");
    block.setTimestamp("0x0");
    block.setExtraData("0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa");
    block.setMixHash(ZERO);
    block.setNonce("0x0000000000000042");
    block.setHash("0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3");
    return block;
  }

  @Test
  void mainNetworksBlock0_isProvenByItsKnownHash() {
    Header header = Header.of(genesis());

    assertThat(header.isProven()).isTrue();
    assertThat(header.number()).isZero();
    assertThat(header.baseFee()).isNull();
  }

  @Test
  void itsBytes_sayWhatTheNodeSaid() {
    Header header = Header.of(genesis());

    Header parsed = Header.parse(header.rlp());

    assertThat(parsed.hash()).isEqualTo(header.hash());
    assertThat(parsed.number()).isEqualTo(header.number());
    assertThat(parsed.time()).isEqualTo(header.time());
    assertThat(parsed.receiptsRoot()).isEqualTo(header.receiptsRoot());
  }

  @Test
  void nodeThatChangesOneField_isNotBelieved() {
    Block block = genesis();
    block.setReceiptsRoot(ZERO);

    assertThat(Header.of(block).isProven()).isFalse();
  }

  @Test
  void fieldsOfLaterForks_areHashedInTheirOrder() {
    Block block = genesis();
    block.setBaseFeePerGas("0x3b9aca00");
    block.setWithdrawalsRoot(ZERO);
    block.setBlobGasUsed("0x0");
    block.setExcessBlobGas("0x0");
    block.setParentBeaconBlockRoot(ZERO);
    block.setRequestsHash(ZERO);

    Header header = Header.of(block);

    assertThat(Rlp.list(Rlp.decode(header.rlp()))).hasSize(21);
    assertThat(Rlp.number(Rlp.list(Rlp.decode(header.rlp())).get(15))).isEqualTo(1_000_000_000);
    assertThat(header.isProven()).isFalse();
  }

  @Test
  void nonsense_isRefused() {
    Block noHash = genesis();
    noHash.setHash("0x12");
    Block noNumber = genesis();
    noNumber.setNumber("seven");
    Block noTime = genesis();
    noTime.setTimestamp("0xffffffffffffff");

    for (Block block : new Block[] {noHash, noNumber, noTime}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Header.of(block));
    }
  }
}
