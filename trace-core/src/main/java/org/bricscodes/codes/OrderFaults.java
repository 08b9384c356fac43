package org.bricscodes.codes;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bricscodes.gs1.Element;
import org.bricscodes.gs1.Gs1Exception;
import org.jspecify.annotations.Nullable;

/** The rules of an order's fields, collecting what breaks them. */
final class OrderFaults {

  static final String QUANTITY = "must be a whole number from 1 to 100000000";

  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

  private static final int ISO_DATE_LENGTH = 10;

  private final List<OrderFault> faults = new ArrayList<>();

  void add(String field, String message) {
    faults.add(new OrderFault(field, message));
  }

  void lot(String lot) {
    try {
      var _ = new Element("10", lot);
    } catch (Gs1Exception e) {
      e.faults().forEach(fault -> add("lot", fault.message()));
    }
  }

  void quantity(long quantity) {
    if (quantity < 1 || quantity > BatchOrder.MAX_QUANTITY) {
      add("quantity", QUANTITY);
    }
  }

  void text(String field, @Nullable String text) {
    if (text == null) {
      return;
    }
    if (text.isBlank() || text.length() > BatchOrder.MAX_TEXT) {
      add(field, "must have 1 to 200 characters that are not all blank");
    }
    if (text.codePoints().anyMatch(OrderFaults::invisible)) {
      add(field, "must not contain control characters or broken surrogates");
    }
  }

  void markets(List<String> markets) {
    if (markets.size() > BatchOrder.MAX_MARKETS) {
      add("markets", "must be at most 250 countries");
      return;
    }
    for (int i = 0; i < markets.size(); i++) {
      if (!COUNTRIES.contains(markets.get(i))) {
        add("markets/" + i, "is no country; give ISO 3166-1 letters in upper case, such as CN");
      } else if (markets.indexOf(markets.get(i)) < i) {
        add("markets/" + i, "is named twice");
      }
    }
  }

  /**
   * @param letters ISO 3166-1 alpha-2, in lower case
   */
  static boolean isCountry(String letters) {
    return COUNTRIES.contains(letters.toUpperCase(Locale.ROOT));
  }

  void idempotencyKey(@Nullable String key) {
    if (key == null) {
      return;
    }
    if (key.isEmpty()
        || key.length() > BatchOrder.MAX_IDEMPOTENCY_KEY
        || !key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      add("idempotencyKey", "must have 1 to 100 visible ASCII characters");
    }
  }

  void throwIfAny() {
    if (!faults.isEmpty()) {
      throw new CodesException.InvalidOrder(faults);
    }
  }

  /** Four-digit years only: {@code LocalDate} alone would also read year +12027. */
  static LocalDate expiry(String isoDate) {
    if (isoDate.length() != ISO_DATE_LENGTH) {
      throw new DateTimeParseException("not yyyy-mm-dd", isoDate, 0);
    }
    return LocalDate.parse(isoDate);
  }

  private static boolean invisible(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
