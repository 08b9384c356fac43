package org.bricscodes.api.sheet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time as a cell tells it.
 *
 * @param local date and time of the clock there
 * @param offset of that clock, if it was said
 */
record CellTime(LocalDateTime local, Optional<ZoneOffset> offset) {

  static final String REMEDY =
      "write 2026-05-02 10:00, 2026-05-02T10:00:00+08:00, or a date and time cell";

  private static final Pattern TEXT =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)"
              + " ?(Z|[+-]\\d\\d:\\d\\d)?");
  private static final Pattern OFFSET = Pattern.compile("([+-]?)(\\d{1,2})(?::(\\d\\d))?");
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);
  private static final BigDecimal DAY_MINUTES = new BigDecimal(24 * 60);

  static Optional<CellTime> of(SheetCell cell) {
    return switch (cell) {
      case SheetCell.Text(String value) -> parse(value);
      case SheetCell.Numeric(BigDecimal _, LocalDateTime date) ->
          Optional.ofNullable(date).map(local -> new CellTime(local, Optional.empty()));
      case SheetCell.Flaw _ -> Optional.empty();
    };
  }

  private static Optional<CellTime> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime local = LocalDateTime.parse(parts.group(1) + "T" + parts.group(2));
      return Optional.of(
          new CellTime(local, Optional.ofNullable(parts.group(3)).map(ZoneOffset::of)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The offset a cell tells: {@code +08:00}, {@code +8}, or what spreadsheet programs make of it, a
   * time of day.
   */
  static Optional<ZoneOffset> offset(SheetCell cell) {
    try {
      return switch (cell) {
        case SheetCell.Text(String value) -> offset(value);
        case SheetCell.Numeric(BigDecimal value, LocalDateTime _) -> {
          boolean ofDay = value.abs().compareTo(BigDecimal.ONE) < 0;
          BigDecimal minutes = value.multiply(ofDay ? DAY_MINUTES : new BigDecimal(60));
          yield Optional.of(
              ZoneOffset.ofTotalSeconds(
                  60 * minutes.setScale(0, RoundingMode.HALF_UP).intValueExact()));
        }
        case SheetCell.Flaw _ -> Optional.empty();
      };
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneOffset> offset(String text) {
    if (text.equals("Z")) {
      return Optional.of(ZoneOffset.UTC);
    }
    Matcher parts = OFFSET.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int sign = parts.group(1).equals("-") ? -1 : 1;
    int minutes = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
    return Optional.of(
        ZoneOffset.ofHoursMinutes(sign * Integer.parseInt(parts.group(2)), sign * minutes));
  }

  /** As EPCIS writes it. */
  static String written(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
  }

  /** As EPCIS writes it, on a clock with this offset unless it has its own. */
  String written(Optional<ZoneOffset> otherwise) {
    return offset.or(() -> otherwise).map(zone -> WRITTEN.format(local) + written(zone)).orElse("");
  }
}
