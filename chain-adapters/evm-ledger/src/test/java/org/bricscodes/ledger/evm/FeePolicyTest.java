package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.junit.jupiter.api.Test;

final class FeePolicyTest {

  private static final FeePolicy POLICY =
      new FeePolicy(FeePolicy.Style.AUTO, gwei(100), BigInteger.ZERO, 50);

  @Test
  void offer_isTwiceTheBaseFeeAndTheTip() throws Exception {
    assertThat(POLICY.dynamic(gwei(10), gwei(2))).isEqualTo(new Price.Dynamic(gwei(2), gwei(22)));
  }

  @Test
  void offer_neverPassesTheCap() throws Exception {
    assertThat(POLICY.dynamic(gwei(60), gwei(2))).isEqualTo(new Price.Dynamic(gwei(2), gwei(100)));
  }

  @Test
  void baseFeeAboveTheCap_waitsAndSaysSo() {
    assertThatExceptionOfType(LedgerException.Unavailable.class)
        .isThrownBy(() -> POLICY.dynamic(gwei(99), gwei(2)))
        .withMessageContaining("101 gwei")
        .withMessageContaining("'max-fee-gwei' is 100 gwei")
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.UNDERPRICED));
  }

  @Test
  void replacement_isAnEighthAboveInBothParts() throws Exception {
    Price last = new Price.Dynamic(gwei(8), gwei(40));

    assertThat(POLICY.above(last, new Price.Dynamic(gwei(1), gwei(20))))
        .isEqualTo(new Price.Dynamic(gwei(9), gwei(45)));
  }

  @Test
  void replacement_ofOddPrices_isRoundedUp() throws Exception {
    Price last = new Price.Dynamic(BigInteger.ONE, BigInteger.valueOf(7));

    assertThat(POLICY.above(last, new Price.Dynamic(BigInteger.ZERO, BigInteger.ONE)))
        .isEqualTo(new Price.Dynamic(BigInteger.TWO, BigInteger.valueOf(8)));
  }

  @Test
  void replacement_isAtLeastWhatIsOfferedNow() throws Exception {
    Price last = new Price.Dynamic(gwei(1), gwei(10));

    assertThat(POLICY.above(last, new Price.Dynamic(gwei(3), gwei(30))))
        .isEqualTo(new Price.Dynamic(gwei(3), gwei(30)));
  }

  @Test
  void replacement_atTheCap_isNeverSentUnderpriced() {
    Price last = new Price.Dynamic(gwei(2), gwei(95));

    assertThatExceptionOfType(LedgerException.Unavailable.class)
        .isThrownBy(() -> POLICY.above(last, new Price.Dynamic(gwei(2), gwei(20))))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.UNDERPRICED));
  }

  @Test
  void replacement_ofOnePriceByAnother_countsItInBothParts() throws Exception {
    assertThat(POLICY.above(new Price.Legacy(gwei(8)), new Price.Dynamic(gwei(1), gwei(5))))
        .isEqualTo(new Price.Dynamic(gwei(9), gwei(9)));
    assertThat(POLICY.above(new Price.Legacy(gwei(8)), new Price.Legacy(gwei(5))))
        .isEqualTo(new Price.Legacy(gwei(9)));
  }

  @Test
  void amounts_areShownInGwei() {
    assertThat(FeePolicy.gwei(BigInteger.valueOf(1_500_000_000))).isEqualTo("1.5 gwei");
    assertThat(FeePolicy.gwei(BigInteger.ONE)).isEqualTo("0.000000001 gwei");
    assertThat(FeePolicy.gwei(gwei(20))).isEqualTo("20 gwei");
  }

  private static BigInteger gwei(long amount) {
    return BigInteger.valueOf(amount).multiply(BigInteger.TEN.pow(9));
  }
}
