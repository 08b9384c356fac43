package org.bricscodes.gs1;

import org.bricscodes.gs1.Gs1Fault.Reason;

/**
 * A part of the value of an application identifier.
 *
 * @param min fewest characters when it is there at all, at least 1
 * @param max most characters
 * @param optional whether it may be missing
 */
record Component(CharacterSet set, int min, int max, boolean optional, ValueRule rule) {

  /**
   * Adds the faults of the characters from {@code from} to {@code to}: their set, then the rule.
   */
  void check(Faults faults, String ai, RawValue value, int from, int to) {
    if (members(faults, ai, value, from, to) && rule != ValueRule.NONE) {
      String text = value.text().substring(from, to);
      String expected = rule.fault(text);
      if (!expected.isEmpty()) {
        faults.add(rule.reason(), ai, value.position(from), text, expected);
      }
    }
  }

  /** Adds every character that is not of the set; true when there was none. */
  boolean members(Faults faults, String ai, RawValue value, int from, int to) {
    boolean clean = true;
    for (int i = from; i < to; i++) {
      if (!set.has(value.text().charAt(i))) {
        clean = false;
        String found = LookAlikes.named(value.codePoint(i));
        faults.add(Reason.CHARACTER, ai, value.position(i), found, set.text);
        i += value.width(i) - 1;
      }
    }
    return clean;
  }
}
