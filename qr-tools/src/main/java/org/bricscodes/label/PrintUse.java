package org.bricscodes.label;

/**
 * Where a symbol is scanned, which decides how large its modules must be (GS1 General
 * Specifications, symbol specification tables; modules in millimetres).
 */
public enum PrintUse {

  /** Retail points of sale (table 1, addendum 2), and phones: 0.396 to 0.990. */
  RETAIL(0.396, 0.495, 0.990),

  /** Points of sale and general distribution (table 3, addendum 1): 0.743 to 0.990. */
  GENERAL_DISTRIBUTION(0.743, 0.990, 0.990),

  /** No point of sale: whatever a phone held close still reads. */
  OTHER(0.254, 0.423, 10.0);

  private final double least;
  private final double target;
  private final double most;

  PrintUse(double least, double target, double most) {
    this.least = least;
    this.target = target;
    this.most = most;
  }

  /** Smallest module, in millimetres. */
  public double leastMillimetres() {
    return least;
  }

  /** What to aim at, in millimetres. */
  public double targetMillimetres() {
    return target;
  }

  /** Largest module, in millimetres. */
  public double mostMillimetres() {
    return most;
  }
}
