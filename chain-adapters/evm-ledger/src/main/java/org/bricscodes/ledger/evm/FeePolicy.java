package org.bricscodes.ledger.evm;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;

/**
 * What is offered for gas. Twice the base fee and a tip: a transaction then stays executable while
 * the base fee doubles, which takes six full blocks. The absolute cap is never passed; where it
 * does not suffice, waiting is the answer and a person is told.
 *
 * @param style how chains of this kind are paid
 * @param cap the most ever offered for a unit of gas, in wei
 * @param leastTip the least tip offered, in wei; some networks take no less
 * @param percentile of the tips in recent blocks that is offered
 */
record FeePolicy(Style style, BigInteger cap, BigInteger leastTip, int percentile) {

  /** How gas is paid for. */
  enum Style {
    /** By base fee and tip where blocks have a base fee, else by one price. */
    AUTO,
    /** By base fee and tip. */
    EIP1559,
    /** By one price. */
    LEGACY
  }

  private static final int RECENT_BLOCKS = 10;

  /** Nodes take a replacement from 1.1 times both tip and cap on; 1.125 is above any rounding. */
  private static final BigInteger BUMP_OVER = BigInteger.valueOf(9);

  private static final BigInteger BUMP_UNDER = BigInteger.valueOf(8);

  /**
   * What to offer now.
   *
   * @throws LedgerException.Unavailable with {@link Fault#UNDERPRICED} if the cap is below it
   */
  Price quote(Node node, Header latest) throws LedgerException, RpcException, InterruptedException {
    BigInteger base = latest.baseFee();
    if (style == Style.LEGACY || (style == Style.AUTO && base == null)) {
      return legacy(node.gasPrice().max(leastTip));
    }
    if (base == null) {
      throw Fault.INVALID_INPUT.because(
          "blocks of this chain have no base fee: set 'fees' to legacy or auto");
    }
    return dynamic(base, tip(node));
  }

  /**
   * What replaces a waiting transaction: at least an eighth above it in both parts, and at least
   * what is to be offered now.
   *
   * @throws LedgerException.Unavailable with {@link Fault#UNDERPRICED} if the cap is below it
   */
  Price above(Price last, Price now) throws LedgerException {
    BigInteger tip = bumped(last.tip()).max(now.tip());
    BigInteger most = bumped(last.cap()).max(now.cap()).max(tip);
    requireBelowCap(most, "to replace the waiting transaction");
    return switch (now) {
      case Price.Legacy _ -> new Price.Legacy(most);
      case Price.Dynamic _ -> new Price.Dynamic(tip, most);
    };
  }

  Price dynamic(BigInteger base, BigInteger tip) throws LedgerException {
    requireBelowCap(base.add(tip), "now");
    return new Price.Dynamic(tip, base.shiftLeft(1).add(tip).min(cap));
  }

  Price legacy(BigInteger gasPrice) throws LedgerException {
    requireBelowCap(gasPrice, "now");
    return new Price.Legacy(gasPrice);
  }

  /** As people write it. */
  static String gwei(BigInteger wei) {
    return new BigDecimal(wei, 9).stripTrailingZeros().toPlainString() + " gwei";
  }

  private BigInteger tip(Node node) throws RpcException, InterruptedException {
    List<BigInteger> tips = node.tips(RECENT_BLOCKS, percentile).stream().sorted().toList();
    BigInteger median = tips.isEmpty() ? BigInteger.ZERO : tips.get(tips.size() / 2);
    if (median.signum() > 0) {
      return median.max(leastTip);
    }
    try {
      // Nobody paid lately: what the node itself would ask for.
      return node.suggestedTip().max(leastTip);
    } catch (RpcException e) {
      if (e.kind() != RpcException.Kind.REFUSED) {
        throw e;
      }
      return leastTip; // it does not know the call
    }
  }

  private void requireBelowCap(BigInteger needed, String when) throws LedgerException {
    if (needed.compareTo(cap) > 0) {
      throw Fault.UNDERPRICED.because(
          "a unit of gas costs "
              + gwei(needed)
              + " "
              + when
              + ", and 'max-fee-gwei' is "
              + gwei(cap));
    }
  }

  private static BigInteger bumped(BigInteger price) {
    BigInteger[] parts = price.multiply(BUMP_OVER).divideAndRemainder(BUMP_UNDER);
    return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
  }
}
