package org.bricscodes.epcis;

import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Date-times as EPCIS takes them: RFC 3339 with an explicit zone. Decimals past the ninth are read
 * and dropped. A leap second is refused: the formats events are hashed in cannot carry one.
 */
final class Rfc3339 {

  static final String REMEDY =
      "write it as 2026-03-05T09:30:00.000+02:00 or 2026-03-05T07:30:00.000Z";

  private static final int SECONDS_PER_DAY = 86_400;

  /** The widest offset that XML Schema knows. */
  private static final int MAX_OFFSET = 14 * 3600;

  /** The first second of year 0. */
  private static final long YEAR_ZERO = -62_167_219_200L;

  /** The first second of year 1 and the last of year 9999. */
  private static final long FIRST = -62_135_596_800L;

  private static final long LAST = 253_402_300_799L;

  private Rfc3339() {}

  /** What is wrong with a text that {@link #parse} does not take. */
  static String problem(String text) {
    boolean noZone = parse(text + "Z") != null;
    return noZone ? "the time has no zone" : "not a date and time with zone";
  }

  static @Nullable Instant parse(String text) {
    int length = text.length();
    if (length < 20 || length > 40 || !isShaped(text)) {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 2);
    int day = digits(text, 8, 2);
    int hour = digits(text, 11, 2);
    int minute = digits(text, 14, 2);
    int second = digits(text, 17, 2);
    if (year < 0 || minute < 0 || second < 0 || hour < 0 || hour > 23 || minute > 59) {
      return null;
    }
    if (second > 59 || month < 1 || month > 12 || day < 1 || day > 31) {
      return null;
    }
    if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
      return null;
    }
    int at = 19;
    int nanos = 0;
    if (text.charAt(at) == '.') {
      int end = at + 1;
      int scale = 100_000_000;
      while (end < length && isDigit(text.charAt(end))) {
        nanos += (text.charAt(end) - '0') * scale;
        scale /= 10;
        end++;
      }
      if (end == at + 1) {
        return null;
      }
      at = end;
    }
    int offset = offsetSeconds(text, at);
    if (offset == Integer.MIN_VALUE) {
      return null;
    }
    long seconds = epochDay(year, month, day) * SECONDS_PER_DAY + hour * 3600L + minute * 60L;
    long utc = seconds + second - offset;
    // Beyond these no zone that XML Schema knows has a year of four digits.
    boolean printable = utc >= YEAR_ZERO - MAX_OFFSET && utc <= LAST + MAX_OFFSET;
    return printable ? Instant.ofEpochSecond(utc, nanos) : null;
  }

  private static boolean isShaped(String text) {
    char separator = text.charAt(10);
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && (separator == 'T' || separator == 't')
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  private static int offsetSeconds(String text, int at) {
    int length = text.length();
    if (at == length - 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
      return 0;
    }
    if (at != length - 6 || text.charAt(at + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    char sign = text.charAt(at);
    int hours = digits(text, at + 1, 2);
    int minutes = digits(text, at + 4, 2);
    if ((sign != '+' && sign != '-') || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3600 + minutes * 60;
    return sign == '+' ? seconds : -seconds;
  }

  private static int digits(String text, int at, int count) {
    int value = 0;
    for (int i = at; i < at + count; i++) {
      char digit = text.charAt(i);
      if (!isDigit(digit)) {
        return -1;
      }
      value = value * 10 + digit - '0';
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Days from 1970-01-01 in the proleptic Gregorian calendar. */
  private static long epochDay(int year, int month, int day) {
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
  }

  /** UTC with exactly three decimals, cut, not rounded. */
  static String millis(Instant time) {
    StringBuilder text = new StringBuilder(24);
    append(text, time.getEpochSecond(), time.getNano() / 1_000_000);
    return text.toString();
  }

  /**
   * UTC with three decimals, or six or nine where the time has more; at the ends of the calendar,
   * where UTC would leave the years of four digits, in another zone.
   */
  static String exact(Instant time) {
    long second = time.getEpochSecond();
    int nanos = time.getNano();
    int shift = second < FIRST ? MAX_OFFSET : second > LAST ? -MAX_OFFSET : 0;
    StringBuilder text = new StringBuilder(30);
    append(text, second + shift, nanos / 1_000_000);
    if (nanos % 1_000_000 != 0) {
      text.setLength(text.length() - 4);
      pad(text, nanos, 9);
      if (nanos % 1_000 == 0) {
        text.setLength(text.length() - 3);
      }
      text.append('Z');
    }
    if (shift != 0) {
      text.setLength(text.length() - 1);
      text.append(shift > 0 ? "+14:00" : "-14:00");
    }
    return text.toString();
  }

  /** UTC without needless decimals; at the ends of the calendar as {@link #exact}. */
  static String canonical(Instant time) {
    long second = time.getEpochSecond();
    return second < YEAR_ZERO || second > LAST ? exact(time) : time.toString();
  }

  /** Writes a time whose year has at most four digits. */
  static void append(StringBuilder text, long epochSecond, int millis) {
    long day = Math.floorDiv(epochSecond, (long) SECONDS_PER_DAY);
    int ofDay = (int) Math.floorMod(epochSecond, (long) SECONDS_PER_DAY);
    long z = day + 719_468;
    long era = Math.floorDiv(z, 146_097L);
    long dayOfEra = z - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shifted = (5 * dayOfYear + 2) / 153;
    long month = shifted < 10 ? shifted + 3 : shifted - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    pad(text, year, 4).append('-');
    pad(text, month, 2).append('-');
    pad(text, dayOfYear - (153 * shifted + 2) / 5 + 1, 2).append('T');
    pad(text, ofDay / 3600, 2).append(':');
    pad(text, ofDay / 60 % 60, 2).append(':');
    pad(text, ofDay % 60, 2).append('.');
    pad(text, millis, 3).append('Z');
  }

  private static StringBuilder pad(StringBuilder text, long value, int width) {
    long bound = 1;
    for (int digit = 1; digit < width; digit++) {
      bound *= 10;
    }
    for (; bound > value && bound > 1; bound /= 10) {
      text.append('0');
    }
    return text.append(value);
  }
}
