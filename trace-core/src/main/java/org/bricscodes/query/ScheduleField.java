package org.bricscodes.query;

import java.util.BitSet;
import java.util.List;
import org.bricscodes.epcis.Fault;

/** A field of a {@link Schedule}, the finest first, with the numbers it takes. */
enum ScheduleField {
  SECOND("second", 0, 59, 0),
  MINUTE("minute", 0, 59, 1),
  HOUR("hour", 0, 23, 2),
  DAY_OF_MONTH("dayOfMonth", 1, 31, 3),
  DAY_OF_WEEK("dayOfWeek", 1, 7, 3),
  MONTH("month", 1, 12, 4);

  private static final int MAX_TEXT = 400;

  private final String label;
  private final int least;
  private final int most;
  private final int level;

  ScheduleField(String label, int least, int most, int level) {
    this.label = label;
    this.least = least;
    this.most = most;
    this.level = level;
  }

  /** The name of the parameter. */
  String label() {
    return label;
  }

  /** How fine it is: 0 the finest. Both kinds of day are equally fine. */
  int level() {
    return level;
  }

  BitSet all() {
    BitSet numbers = new BitSet();
    numbers.set(least, most + 1);
    return numbers;
  }

  BitSet leastOnly() {
    BitSet numbers = new BitSet();
    numbers.set(least);
    return numbers;
  }

  /** The numbers a text stands for; every element that is none of the grammar adds a fault. */
  BitSet read(String text, List<Fault> faults) {
    BitSet numbers = new BitSet();
    if (text.length() > MAX_TEXT) {
      faults.add(fault("is longer than " + MAX_TEXT + " characters"));
      return numbers;
    }
    for (String element : text.split(",", -1)) {
      if (!add(numbers, element)) {
        faults.add(fault("\"" + element + "\" is no number, range or step of it"));
      }
    }
    return numbers;
  }

  /** {@code 5}, {@code [5-9]}, and with a step behind it {@code 0/15}, {@code [10-50]/5}. */
  private boolean add(BitSet numbers, String element) {
    int slash = element.indexOf('/');
    String range = slash < 0 ? element : element.substring(0, slash);
    int step = slash < 0 ? 1 : number(element.substring(slash + 1));
    int first;
    int last;
    if (range.startsWith("[") && range.endsWith("]")) {
      int dash = range.indexOf('-');
      first = dash < 0 ? -1 : number(range.substring(1, dash));
      last = dash < 0 ? -1 : number(range.substring(dash + 1, range.length() - 1));
    } else {
      first = number(range);
      last = slash < 0 ? first : most;
    }
    if (first < least || last > most || first > last || step < 1 || step > most) {
      return false;
    }
    for (int number = first; number <= last; number += step) {
      numbers.set(number);
    }
    return true;
  }

  private Fault fault(String message) {
    return new Fault(
        Fault.DOCUMENT,
        label,
        message,
        "give numbers from "
            + least
            + " to "
            + most
            + ", ranges or steps, such as \"1,5,[4-6]\" or \"[2-6]/2\"");
  }

  private static int number(String digits) {
    return digits.matches("[0-9]{1,2}") ? Integer.parseInt(digits) : -1;
  }
}
