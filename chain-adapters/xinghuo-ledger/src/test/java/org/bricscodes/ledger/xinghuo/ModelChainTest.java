package org.bricscodes.ledger.xinghuo;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bricscodes.ledger.xinghuo.ModelChain.Done;
import org.bricscodes.ledger.xinghuo.ModelState.Entry;
import org.bricscodes.ledger.xinghuo.Operation.Log;
import org.bricscodes.ledger.xinghuo.Operation.PayCoin;
import org.bricscodes.ledger.xinghuo.Operation.Removal;
import org.bricscodes.ledger.xinghuo.Operation.SetMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model's own rules: what it takes, it takes for a reason. */
final class ModelChainTest {

  private static final long FUNDS = 1_000_000_000;

  private final TestClock clock = new TestClock();
  private final ModelChain chain = new ModelChain(ChainProfile.BIF_CORE, 7, "model", clock);
  private final KeyCodec keys = ChainProfile.BIF_CORE.keys();
  private final SigningKey key = SigningKey.generate(KeyAlgorithm.SM2, new SecureRandom());
  private final String address = keys.address(key.verifyingKey());

  ModelChainTest() {
    chain.fund(address, FUNDS);
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void signature_ofEitherKind_isVerified(KeyAlgorithm algorithm) {
    SigningKey signer = SigningKey.generate(algorithm, new SecureRandom());
    String source = keys.address(signer.verifyingKey());
    chain.fund(source, FUNDS);
    Transaction tx = with(tx(1), t -> t.source(source));

    assertThat(submit(tx, signer)).isZero();
    assertThat(submit(with(tx, t -> t.nonce(2)), key)).isEqualTo(93);
    chain.mine();
    assertThat(chain.executed()).hasSize(1);
  }

  @Test
  void signature_ofAnotherBlob_isRefused() {
    SignedBlob one = signed(tx(1), key);
    SignedBlob other = signed(tx(2), key);

    assertThat(
            chain.submit(new SignedBlob(one.publicKey(), other.signature(), one.blob()), 0).code())
        .isEqualTo(93);
    assertThat(chain.submit(new SignedBlob("00", one.signature(), one.blob()), 0).code())
        .isEqualTo(93);
  }

  @Test
  void blob_notCanonical_isRefused() {
    SignedBlob one = signed(tx(1), key);

    assertThat(
            chain
                .submit(new SignedBlob(one.publicKey(), one.signature(), one.blob() + "1000"), 0)
                .code())
        .isEqualTo(2);
  }

  @Test
  void chainIdOrDomain_another_isRefused() {
    assertThat(submit(with(tx(1), t -> t.chainId(8)), key)).isEqualTo(2);
    assertThat(submit(with(tx(1), t -> t.domainId(1)), key)).isEqualTo(170);
  }

  @Test
  void account_unknown_isRefused() {
    SigningKey stranger = SigningKey.generate(KeyAlgorithm.ED25519, new SecureRandom());

    assertThat(submit(with(tx(1), t -> t.source(keys.address(stranger.verifyingKey()))), stranger))
        .isEqualTo(103);
  }

  @Test
  void nonces_goOneByOne_andAGapWaits() {
    assertThat(submit(tx(2), key)).isZero();
    chain.mine();
    assertThat(chain.executed()).isEmpty();

    assertThat(submit(tx(1), key)).isZero();
    chain.mine();
    assertThat(chain.executed())
        .extracting(done -> done.pooled().tx().nonce())
        .containsExactly(1L, 2L);
    assertThat(submit(tx(2), key)).isEqualTo(99);
  }

  @Test
  void gap_afterTenMinutes_isDropped() {
    assertThat(submit(tx(2), key)).isZero();
    clock.advance(Duration.ofMinutes(10));
    assertThat(chain.pool()).hasSize(1);

    clock.advance(Duration.ofMillis(1));

    assertThat(chain.pool()).isEmpty();
  }

  @Test
  void duplicate_inThePool_exists() {
    SignedBlob signed = signed(tx(1), key);

    assertThat(chain.submit(signed, 0).code()).isZero();
    assertThat(chain.submit(signed, 0).code()).isEqualTo(3);
  }

  @Test
  void sameNonce_elevenTenthsOfThePrice_takesThePlace() {
    assertThat(submit(with(tx(1), t -> t.gasPrice(101)), key)).isZero();
    assertThat(submit(with(tx(1), t -> t.gasPrice(111)), key)).isEqualTo(160);
    assertThat(submit(with(tx(1), t -> t.gasPrice(112)), key)).isZero();
    chain.mine();

    assertThat(chain.executed()).hasSize(1);
    assertThat(chain.executed().getFirst().pooled().tx().gasPrice()).isEqualTo(112);
  }

  @Test
  void lastHeight_passed_isRefusedAndNeverExecuted() {
    assertThat(submit(with(tx(1), t -> t.ceil(1)), key)).isEqualTo(2);
    assertThat(submit(with(tx(1), t -> t.ceil(2)), key)).isZero();
    chain.mineEmpty(1);
    chain.mine();

    assertThat(chain.executed()).isEmpty();
    assertThat(chain.pool()).isEmpty();
  }

  @Test
  void fee_limitTooLow_isRefused() {
    long fee = fee(tx(1));

    assertThat(submit(with(tx(1), t -> t.feeLimit(fee / 2)), key)).isEqualTo(111);
    chain.requireGasPrice(101);
    assertThat(submit(tx(1), key)).isEqualTo(111);
  }

  @Test
  void balance_reserveAndFeeLimit_areNeeded() {
    chain.fund(address, ModelChain.RESERVE + 1_000_000 - FUNDS);
    assertThat(submit(tx(1), key)).isEqualTo(100);

    chain.fund(address, 1);
    assertThat(submit(tx(1), key)).isZero();
  }

  @Test
  void operations_noneOrTooMany_areRefused() {
    assertThat(submit(with(tx(1), t -> t.operations(List.of())), key)).isEqualTo(2);
    assertThat(
            submit(with(tx(1), t -> t.operations(Collections.nCopies(100, set("k", "v", 0)))), key))
        .isZero();
  }

  @Test
  void metadata_versions_compareAndSet() {
    assertThat(executed(set("k", "one", 1))).isZero();
    assertThat(executed(set("k", "two", 1))).isEqualTo(144);
    assertThat(executed(set("k", "two", 3))).isEqualTo(144);
    assertThat(executed(set("k", "two", 2))).isZero();
    assertThat(executed(set("k", "three", 0))).isZero();
    assertThat(metadata("k")).isEqualTo(new Entry("three", 3));
    assertThat(executed(remove("k", 2))).isEqualTo(144);
    assertThat(executed(remove("k", 3))).isZero();
    assertThat(state().metadata()).isEmpty();
    assertThat(executed(set("k", "again", 2))).isEqualTo(144);
    assertThat(executed(set("k", "again", 1))).isZero();
  }

  @Test
  void metadata_tooLong_hasNoEffect() {
    assertThat(executed(set("k".repeat(1025), "v", 0))).isEqualTo(146);
    assertThat(executed(set("", "v", 0))).isEqualTo(146);
    assertThat(executed(set("k", "v".repeat(256_001), 0))).isEqualTo(146);
  }

  @Test
  void failure_costsFeeAndNonce_andUndoesAllOperations() {
    long before = state().balance();
    Transaction tx = with(tx(1), t -> t.operations(List.of(set("a", "v", 0), set("b", "v", 9))));
    assertThat(submit(tx, key)).isZero();
    chain.mine();

    Done done = chain.executed().getFirst();
    assertThat(done.code()).isEqualTo(144);
    assertThat(state().metadata()).isEmpty();
    assertThat(state().nonce()).isEqualTo(1);
    assertThat(before - state().balance()).isEqualTo(done.pooled().fee()).isPositive();
  }

  @Test
  void payment_goesOver_downToTheReserve() {
    SigningKey other = SigningKey.generate(KeyAlgorithm.ED25519, new SecureRandom());
    String dest = keys.address(other.verifyingKey());

    assertThat(executed(Operation.of(new PayCoin(dest, 1, "")))).isEqualTo(103);
    chain.fund(dest, 5);
    assertThat(executed(Operation.of(new PayCoin(dest, 7, "")))).isZero();
    assertThat(executed(Operation.of(new PayCoin(dest, FUNDS, "")))).isEqualTo(100);
    assertThat(chain.account(dest, chain.height()).orElseThrow().balance()).isEqualTo(12);
  }

  @Test
  void log_andOperationsOfOthers() {
    assertThat(executed(Operation.of(new Log("topic", List.of("data"))))).isZero();
    assertThat(
            executed(
                new Operation(
                    keys.address(
                        SigningKey.generate(KeyAlgorithm.SM2, new SecureRandom()).verifyingKey()),
                    "",
                    new Log("topic", List.of()))))
        .isEqualTo(93);
  }

  @Test
  void networks_ofOtherNames_haveOtherFirstBlocks() {
    assertThat(new ModelChain(ChainProfile.BIF_CORE, 7, "other", clock).genesis())
        .isNotEqualTo(chain.genesis());
  }

  // What the tests are written with

  private ModelState.Account state() {
    return chain.account(address, chain.height()).orElseThrow();
  }

  private Entry metadata(String key) {
    return state().metadata().getOrDefault(key, new Entry("", 0));
  }

  /** Executes one operation in a block of its own; its code. */
  private int executed(Operation operation) {
    Transaction tx =
        with(
            tx(state().nonce() + 1),
            t -> t.operations(List.of(operation)).feeLimit(100_000_000).gasPrice(1));
    assertThat(submit(tx, key)).isZero();
    chain.mine();
    return chain.executed().getLast().code();
  }

  private static Operation set(String key, String value, long version) {
    return Operation.of(new SetMetadata(key, value, version, Removal.KEEP));
  }

  private static Operation remove(String key, long version) {
    return Operation.of(new SetMetadata(key, "", version, Removal.DELETE));
  }

  private Transaction tx(long nonce) {
    return new Transaction(
        address, nonce, "", List.of(set("k", "v", 0)), "", 1_000_000, 100, 0, 7, 0);
  }

  private long fee(Transaction tx) {
    SignedBlob signed = signed(tx, key);
    return tx.gasPrice() * (signed.blob().length() / 2 + signed.publicKey().length());
  }

  private long submit(Transaction tx, SigningKey by) {
    return chain.submit(signed(tx, by), 0).code();
  }

  private SignedBlob signed(Transaction tx, SigningKey by) {
    byte[] blob = new BlobCodec(ChainProfile.BIF_CORE).print(tx);
    return new SignedBlob(
        keys.printPublic(by.verifyingKey()),
        HexFormat.of().formatHex(by.sign(blob, new SecureRandom())),
        HexFormat.of().formatHex(blob));
  }

  private static Transaction with(Transaction tx, UnaryOperator<Draft> change) {
    return change.apply(new Draft(tx)).tx;
  }

  /** Changes one thing of a transaction. */
  private static final class Draft {
    private Transaction tx;

    Draft(Transaction tx) {
      this.tx = tx;
    }

    Draft source(String source) {
      return changed(
          source,
          tx.nonce(),
          tx.operations(),
          tx.feeLimit(),
          tx.gasPrice(),
          tx.ceilLedgerSeq(),
          tx.chainId(),
          tx.domainId());
    }

    Draft nonce(long nonce) {
      return changed(
          tx.source(),
          nonce,
          tx.operations(),
          tx.feeLimit(),
          tx.gasPrice(),
          tx.ceilLedgerSeq(),
          tx.chainId(),
          tx.domainId());
    }

    Draft operations(List<Operation> operations) {
      return changed(
          tx.source(),
          tx.nonce(),
          operations,
          tx.feeLimit(),
          tx.gasPrice(),
          tx.ceilLedgerSeq(),
          tx.chainId(),
          tx.domainId());
    }

    Draft feeLimit(long feeLimit) {
      return changed(
          tx.source(),
          tx.nonce(),
          tx.operations(),
          feeLimit,
          tx.gasPrice(),
          tx.ceilLedgerSeq(),
          tx.chainId(),
          tx.domainId());
    }

    Draft gasPrice(long gasPrice) {
      return changed(
          tx.source(),
          tx.nonce(),
          tx.operations(),
          tx.feeLimit(),
          gasPrice,
          tx.ceilLedgerSeq(),
          tx.chainId(),
          tx.domainId());
    }

    Draft ceil(long ceil) {
      return changed(
          tx.source(),
          tx.nonce(),
          tx.operations(),
          tx.feeLimit(),
          tx.gasPrice(),
          ceil,
          tx.chainId(),
          tx.domainId());
    }

    Draft chainId(long chainId) {
      return changed(
          tx.source(),
          tx.nonce(),
          tx.operations(),
          tx.feeLimit(),
          tx.gasPrice(),
          tx.ceilLedgerSeq(),
          chainId,
          tx.domainId());
    }

    Draft domainId(long domainId) {
      return changed(
          tx.source(),
          tx.nonce(),
          tx.operations(),
          tx.feeLimit(),
          tx.gasPrice(),
          tx.ceilLedgerSeq(),
          tx.chainId(),
          domainId);
    }

    private Draft changed(
        String source,
        long nonce,
        List<Operation> operations,
        long feeLimit,
        long gasPrice,
        long ceil,
        long chainId,
        long domainId) {
      tx =
          new Transaction(
              source, nonce, "", operations, "", feeLimit, gasPrice, ceil, chainId, domainId);
      return this;
    }
  }
}
