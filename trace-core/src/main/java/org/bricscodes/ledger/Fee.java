package org.bricscodes.ledger;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * What a transaction cost its signer.
 *
 * @param amount whole units, not negative
 * @param unit the smallest unit of the ledger's money, such as {@code wei}: 1 to 16 of {@code a-z
 *     0-9 -}, a letter first; the same for ever on one ledger
 */
public record Fee(BigInteger amount, String unit) {

  private static final Pattern UNIT = Pattern.compile("[a-z][a-z0-9-]{0,15}");
  private static final int MAX_BITS = 256;

  public Fee {
    if (amount.signum() < 0 || amount.bitLength() > MAX_BITS) {
      throw new IllegalArgumentException("a fee is not negative and fits 256 bits");
    }
    if (!UNIT.matcher(unit).matches()) {
      throw new IllegalArgumentException("a unit is " + UNIT);
    }
  }

  /** Both together; they must be of one unit. */
  public Fee plus(Fee other) {
    if (!unit.equals(other.unit)) {
      throw new IllegalArgumentException("cannot add " + other.unit + " to " + unit);
    }
    return new Fee(amount.add(other.amount), unit);
  }

  @Override
  public String toString() {
    return amount + " " + unit;
  }
}
