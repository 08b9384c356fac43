package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.List;

/** Collects faults up to a bound and counts them beyond it. */
final class FaultList {

  private final int max;
  private final List<Fault> faults = new ArrayList<>(0);
  private int count;
  private boolean documentFault;

  FaultList(int max) {
    this.max = max;
  }

  void add(Fault fault) {
    count++;
    documentFault |= fault.event() == Fault.DOCUMENT;
    if (faults.size() < max) {
      faults.add(fault);
    }
  }

  /** Whether more are only counted. */
  boolean isFull() {
    return faults.size() >= max;
  }

  /** How many there were, kept or not. */
  int count() {
    return count;
  }

  /** Whether any of them, kept or not, lies outside every event. */
  boolean hasDocumentFault() {
    return documentFault;
  }

  /** Forgets every fault after the first {@code kept}. */
  void rewind(int kept) {
    count = kept;
    while (faults.size() > kept) {
      faults.removeLast();
    }
  }

  List<Fault> toList() {
    return List.copyOf(faults);
  }
}
