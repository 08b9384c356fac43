package org.bricscodes.gs1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bricscodes.gs1.Gs1Fault.Reason;

/** Collects faults while a text is read to its end, and throws them together. */
final class Faults {

  /** More say nothing new about a hostile text. */
  static final int MAX = 32;

  private final List<Gs1Fault> all = new ArrayList<>(2);

  void add(Reason reason, String part, int position, String found, String expected) {
    if (all.size() < MAX) {
      all.add(new Gs1Fault(reason, part, position, found, expected));
    }
  }

  int size() {
    return all.size();
  }

  boolean any() {
    return !all.isEmpty();
  }

  void throwIfAny() {
    if (any()) {
      throw exception();
    }
  }

  Gs1Exception exception() {
    all.sort(Comparator.comparingInt(Gs1Fault::position));
    return new Gs1Exception(all);
  }

  static Gs1Exception one(Reason reason, String part, int position, String found, String expected) {
    Faults faults = new Faults();
    faults.add(reason, part, position, found, expected);
    return faults.exception();
  }
}
