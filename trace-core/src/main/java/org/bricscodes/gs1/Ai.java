package org.bricscodes.gs1;

import java.util.List;
import org.bricscodes.gs1.Gs1Fault.Reason;

/**
 * An application identifier: what its value is made of and where it may stand in a link.
 *
 * @param code two to four digits
 * @param components what the value is made of, in order; only the last may vary in length
 * @param key whether it is a primary key of a link
 * @param sequences qualifiers of a key in path order, one list for each alternative
 * @param query whether it may stand in the query of a link
 */
record Ai(
    String code,
    List<Component> components,
    boolean key,
    List<List<String>> sequences,
    boolean query) {

  /** Whether transmitted data need no separator after it (GS1 General Specifications, 7.8.5). */
  boolean predefinedLength() {
    int start = (code.charAt(0) - '0') * 10 + code.charAt(1) - '0';
    return start <= 4
        || (start >= 11 && start <= 20)
        || (start >= 31 && start <= 36)
        || start == 41;
  }

  /** Characters of the value when it is of fixed length, otherwise the most it may have. */
  int maxLength() {
    return components.stream().mapToInt(Component::max).sum();
  }

  boolean qualifiedBy(String qualifier) {
    return sequences.stream().anyMatch(sequence -> sequence.contains(qualifier));
  }

  /** Adds every fault of a value. */
  void check(Faults faults, RawValue value) {
    int length = value.text().length();
    if (length == 0) {
      faults.add(Reason.EMPTY, code, value.start(), "", shape());
      return;
    }
    int from = 0;
    for (Component component : components) {
      if (from == length && component.optional()) {
        return;
      }
      int to = Math.min(from + component.max(), length);
      if (to - from < component.min()) {
        component.members(faults, code, value, from, to);
        faults.add(Reason.LENGTH, code, value.start(), value.text(), shape());
        return;
      }
      component.check(faults, code, value, from, to);
      from = to;
    }
    if (from < length) {
      faults.add(Reason.LENGTH, code, value.start(), value.text(), shape());
    }
  }

  /** The length and kind of the value in words. */
  private String shape() {
    int min = components.stream().filter(c -> !c.optional()).mapToInt(Component::min).sum();
    int max = maxLength();
    boolean digits = components.stream().allMatch(c -> c.set() == CharacterSet.NUMERIC);
    String unit = digits ? " digits" : " characters";
    return min == max ? max + unit : min + " to " + max + unit;
  }
}
