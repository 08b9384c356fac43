package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;

final class SignedTxTest {

  private static final String TO = "0x" + "35".repeat(20);
  private static final Credentials KEY = Credentials.create(Anvil.KEYS.getFirst());
  private static final BigInteger GWEI = BigInteger.TEN.pow(9);

  /** Signed by anvil 1.7.1 with the same key: no code is shared. */
  private static final String BY_ANVIL_1559 =
      "0x02f86e827a6909843b9aca008504a817c80082c350943535353535353535353535353535353535353535"
          + "8082cafec001a0ceeec0bfb52402bfb8af35d409692efeee925e0f3b3c2010e45ce4b437546f06"
          + "9f7c738a6110b61a51c555efd40d30f5fb2d79b6c41e216244e157b95f8b7444";

  private static final String BY_ANVIL_LEGACY =
      "0xf868098504a817c80082c3509435353535353535353535353535353535353535358082cafe82f4f5a0"
          + "2b457d384d66c3e59ddb9edf99df68c6138d966a512ddc15af530c5632831b2ba06b3deb56578d"
          + "b8a1bca66f84a89a9f2552024e5603560dde75bbce683f0a5be4";

  /** The example of EIP-155; it carries money, which no transaction of ours does. */
  @Test
  void exampleOfEip155_isSignedAsPublished() {
    Credentials key = Credentials.create("46".repeat(32));
    RawTransaction tx =
        RawTransaction.createTransaction(
            BigInteger.valueOf(9),
            GWEI.multiply(BigInteger.valueOf(20)),
            BigInteger.valueOf(21_000),
            TO,
            BigInteger.TEN.pow(18),
            "");

    byte[] signed = TransactionEncoder.signMessage(tx, 1L, key);

    assertThat(Hex.of(signed))
        .isEqualTo(
            "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a7640000"
                + "8025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9"
                + "d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedTx.parse(signed))
        .withMessageContaining("no money");
  }

  @Test
  void both_areSignedAsAnotherImplementationSignsThem() {
    byte[] input = {(byte) 0xca, (byte) 0xfe};
    Price.Dynamic dynamic = new Price.Dynamic(GWEI, GWEI.multiply(BigInteger.valueOf(20)));
    Price.Legacy legacy = new Price.Legacy(GWEI.multiply(BigInteger.valueOf(20)));

    assertThat(Hex.of(SignedTx.signed(KEY, 31_337, 9, 50_000, dynamic, TO, input).raw()))
        .isEqualTo(BY_ANVIL_1559);
    assertThat(Hex.of(SignedTx.signed(KEY, 31_337, 9, 50_000, legacy, TO, input).raw()))
        .isEqualTo(BY_ANVIL_LEGACY);
  }

  @Test
  void bytes_sayEverything() {
    SignedTx tx = SignedTx.parse(Hex.bytes(BY_ANVIL_1559));

    assertThat(tx.from()).isEqualTo("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    assertThat(tx.chainId()).isEqualTo(31_337);
    assertThat(tx.nonce()).isEqualTo(9);
    assertThat(tx.gasLimit()).isEqualTo(50_000);
    assertThat(tx.price())
        .isEqualTo(new Price.Dynamic(GWEI, GWEI.multiply(BigInteger.valueOf(20))));
    assertThat(tx.to()).isEqualTo(TO);
    assertThat(Hex.of(tx.input())).isEqualTo("0xcafe");

    SignedTx old = SignedTx.parse(Hex.bytes(BY_ANVIL_LEGACY));
    assertThat(old.from()).isEqualTo(tx.from());
    assertThat(old.chainId()).isEqualTo(31_337);
    assertThat(old.price()).isEqualTo(new Price.Legacy(GWEI.multiply(BigInteger.valueOf(20))));
  }

  @Test
  void unsignedOrOfAnotherType_isRefused() {
    RawTransaction unsigned =
        RawTransaction.createTransaction(
            BigInteger.ONE, GWEI, BigInteger.valueOf(21_000), TO, BigInteger.ZERO, "");
    byte[] otherType = Hex.bytes(BY_ANVIL_1559);
    otherType[0] = 1;

    for (byte[] bytes : new byte[][] {TransactionEncoder.encode(unsigned), otherType, {}, {2}}) {
      assertThatIllegalArgumentException().isThrownBy(() -> SignedTx.parse(bytes));
    }
  }

  @Test
  void changedBytes_areRefusedOrSignedByNobodyWeKnow() {
    byte[] genuine = Hex.bytes(BY_ANVIL_1559);
    String account = SignedTx.parse(genuine).from();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < genuine.length; i++) {
      byte[] changed = genuine.clone();
      changed[i] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(SignedTx.parse(changed).from()).as("byte %d", i).isNotEqualTo(account);
      } catch (IllegalArgumentException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  @Test
  void terms_sayWhatAnOperatorWantsToSee() {
    assertThat(SignedTx.parse(Hex.bytes(BY_ANVIL_1559)).terms())
        .containsEntry("nonce", "9")
        .containsEntry("max-fee-per-gas", "20000000000 wei")
        .containsEntry("max-tip-per-gas", "1000000000 wei")
        .containsEntry("gas-limit", "50000");
  }
}
