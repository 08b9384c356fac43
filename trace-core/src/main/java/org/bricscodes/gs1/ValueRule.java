package org.bricscodes.gs1;

/** What the content of a component must obey beyond its characters and length. */
enum ValueRule {
  NONE,
  CHECK,
  PAIR,
  DATE,
  DAY,
  FULLDAY,
  TIME,
  HOUR,
  SIXTY,
  ZERO,
  POSITIVE,
  YESNO,
  NOZERO,
  PIECE,
  PREFIX,
  MINUS;

  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  /**
   * What would be right instead of {@code text}, or an empty string when it obeys. The text has
   * passed the character set and the length of its component.
   */
  String fault(String text) {
    return switch (this) {
      case NONE -> "";
      case CHECK -> check(text);
      case PAIR -> CheckPair.fault(text);
      case DATE -> date(text, text.length() - 4, 0);
      case DAY, FULLDAY -> date(text, text.length() - 4, 1);
      case TIME -> number(text, 0, 2) < 24 && number(text, 2, 4) < 60 ? "" : "HHMM, 0000 to 2359";
      case HOUR -> number(text, 0, 2) < 24 ? "" : "an hour, 00 to 23";
      case SIXTY -> number(text, 0, 2) < 60 ? "" : "00 to 59";
      case ZERO -> text.equals("0") ? "" : "0";
      case POSITIVE -> text.chars().allMatch(c -> c == '0') ? "a number above zero" : "";
      case YESNO -> text.equals("0") || text.equals("1") ? "" : "0 or 1";
      case NOZERO -> text.length() > 1 && text.charAt(0) == '0' ? "no leading zero" : "";
      case PIECE -> piece(text);
      case PREFIX -> prefix(text);
      case MINUS -> text.equals("-") ? "" : "a minus sign or nothing";
    };
  }

  /** The kind of fault that breaking this rule is. */
  Gs1Fault.Reason reason() {
    return this == CHECK || this == PAIR ? Gs1Fault.Reason.CHECK_DIGIT : Gs1Fault.Reason.VALUE;
  }

  private static String check(String text) {
    if (CheckDigit.holds(text, 0, text.length())) {
      return "";
    }
    int last = text.length() - 1;
    return "check digit " + CheckDigit.of(text, 0, last) + " instead of " + text.charAt(last);
  }

  private static String date(String text, int from, int firstDay) {
    int month = number(text, from, from + 2);
    int day = number(text, from + 2, from + 4);
    if (month >= 1 && month <= 12 && day >= firstDay && day <= lastDay(text, from, month)) {
      return "";
    }
    return firstDay == 0
        ? "a date YYMMDD, day 00 for the whole month"
        : "a date, month and day last";
  }

  private static int lastDay(String text, int from, int month) {
    // The century of a two-digit year is open, but 00 to 99 leap alike except 1900 and 2100.
    return month == 2 && number(text, 0, from) % 4 != 0 ? 28 : DAYS[month - 1];
  }

  private static String piece(String text) {
    int piece = number(text, 0, 2);
    int total = number(text, 2, 4);
    return piece >= 1 && piece <= total ? "" : "piece number and count, 0101 to 9999, not 0 of n";
  }

  private static String prefix(String text) {
    for (int i = 0; i < 4; i++) {
      if (i >= text.length() || !CharacterSet.NUMERIC.has(text.charAt(i))) {
        return "a company prefix first: at least four digits";
      }
    }
    return "";
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
