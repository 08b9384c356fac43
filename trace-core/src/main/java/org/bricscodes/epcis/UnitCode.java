package org.bricscodes.epcis;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A unit of measure by its UN/ECE code: Recommendation 20, or a package of Recommendation 21 with
 * an X before its code. A value means {@code (value + shift) × numerator ÷ denominator} in the base
 * unit of its kind. All arithmetic is exact.
 *
 * @param kind units of one kind convert into each other; those that convert to nothing are a kind
 *     of their own
 * @param shift not zero for temperatures that do not begin at absolute zero
 */
public record UnitCode(
    String code, String kind, BigDecimal numerator, BigDecimal denominator, BigDecimal shift) {

  /** The unit of this code, {@code null} if there is none. */
  public static @Nullable UnitCode of(String code) {
    return Units.CODES.get(code);
  }

  /** The code that was probably meant, {@code null} if none comes near. */
  public static @Nullable String nearest(String written) {
    return Units.nearest(written);
  }

  /** Whether values of this unit can be compared with values of the other. */
  public boolean isComparableTo(UnitCode other) {
    return kind.equals(other.kind);
  }

  /**
   * Compares a value in this unit with one in another.
   *
   * @throws IllegalArgumentException if the units are of different kinds
   */
  public int compare(BigDecimal value, BigDecimal otherValue, UnitCode other) {
    return compareDifference(value.add(shift), otherValue.add(other.shift), other);
  }

  /**
   * Compares a difference of values, such as a standard deviation, in this unit with one in
   * another: a difference of one degree Celsius is one of one kelvin.
   *
   * @throws IllegalArgumentException if the units are of different kinds
   */
  public int compareDifference(BigDecimal value, BigDecimal otherValue, UnitCode other) {
    if (!isComparableTo(other)) {
      throw new IllegalArgumentException(code + " and " + other.code + " do not compare");
    }
    BigDecimal one = value.multiply(numerator).multiply(other.denominator);
    return one.compareTo(otherValue.multiply(other.numerator).multiply(denominator));
  }

  @Override
  public String toString() {
    return code;
  }
}
