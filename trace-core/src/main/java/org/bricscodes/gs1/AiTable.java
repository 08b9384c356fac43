package org.bricscodes.gs1;

final class AiTable {
  private AiTable() {}

  static void check(String ai, String value) {
    if (ai.equals("01") && (!value.matches("[0-9]{14}") || !CheckDigit.holds(value, 0, 14))) {
      throw Faults.one(Gs1Fault.Reason.CHECK_DIGIT, ai, 0, value, "14 digits");
    }
  }

  static void checkLength(String ai, String value, int length) {
    if (value.length() != length) {
      throw Faults.one(Gs1Fault.Reason.LENGTH, ai, 0, value, length + " digits");
    }
  }
}
