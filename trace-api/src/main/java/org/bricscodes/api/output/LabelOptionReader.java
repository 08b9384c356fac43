package org.bricscodes.api.output;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bricscodes.label.CropMarks;
import org.bricscodes.label.LabelException;
import org.bricscodes.label.LabelLanguage;
import org.bricscodes.label.LabelSize;
import org.bricscodes.label.PrintUse;
import org.bricscodes.label.PrinterDensity;
import org.bricscodes.label.SheetGrid;
import org.jspecify.annotations.Nullable;

/** Reads the options of labels; adds what is wrong to the faults of the others. */
final class LabelOptionReader {

  private static final SheetGrid DEFAULT_SHEET = SheetGrid.named("L7160").orElseThrow();
  private static final LabelSize DEFAULT_LABEL = LabelSize.of(60, 40);
  private static final int GRID_NUMBERS = 10;
  private static final int GRID_COLUMNS = 4;

  private static final String GRID =
      "must be ten numbers joined by commas, in millimetres: page width and height, left and top"
          + " margin, columns, rows, label width and height, gap across and down";

  private static final String DATES =
      "must be true, false, or some of expiry, best-before, production and packing, each once,"
          + " joined by commas and with a day, as in best-before:2027-12-31,packing:2026-04-02;"
          + " expiry and best-before alone stand for the last day of the batch";

  private final Map<String, String> given;
  private final List<OptionFault> faults;

  LabelOptionReader(Map<String, String> given, List<OptionFault> faults) {
    this.given = given;
    this.faults = faults;
  }

  LabelOptions read() {
    return new LabelOptions(
        symbology(),
        sheet(),
        flag("marks", false) ? CropMarks.DRAWN : CropMarks.NONE,
        label(),
        density(),
        given.get("name"),
        new LabelDates(dates(), language()),
        overprint(),
        use());
  }

  private double overprint() {
    String text = given.getOrDefault("overprint", "0");
    if (text.matches("[0-9]{1,2}(\\.[0-9]{1,2})?")) {
      return Double.parseDouble(text);
    }
    fault("overprint", "must be the percentage of a symbol's area that is covered, as in 7.5");
    return 0;
  }

  private List<LabelDates.Wanted> dates() {
    String text = given.getOrDefault("dates", "true");
    if (text.equals("false")) {
      return List.of();
    }
    if (text.equals("true")) {
      return LabelDates.USUAL;
    }
    Map<LabelDates.Kind, LabelDates.Wanted> dates = new LinkedHashMap<>();
    for (String part : text.split(",", LabelDates.Kind.values().length + 1)) {
      LabelDates.Wanted date = date(part);
      if (date == null || dates.put(date.kind(), date) != null) {
        fault("dates", DATES);
        return List.of();
      }
    }
    return List.copyOf(dates.values());
  }

  /** A word, and a day behind a colon; null: neither. */
  private static LabelDates.@Nullable Wanted date(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    for (LabelDates.Kind kind : LabelDates.Kind.values()) {
      boolean known = kind == LabelDates.Kind.EXPIRY || kind == LabelDates.Kind.BEST_BEFORE;
      if (kind.word().equals(word) && (colon >= 0 || known)) {
        try {
          LocalDate day = colon < 0 ? null : LocalDate.parse(text.substring(colon + 1));
          return new LabelDates.Wanted(kind, day);
        } catch (DateTimeParseException _) {
          return null;
        }
      }
    }
    return null;
  }

  private LabelLanguage language() {
    return LabelLanguage.tagged(given.getOrDefault("language", "en"))
        .orElseGet(
            () -> {
              fault("language", "must be one of " + LabelLanguage.tags());
              return LabelLanguage.ENGLISH;
            });
  }

  private LabelOptions.Symbology symbology() {
    return switch (given.getOrDefault("symbology", "qr")) {
      case "qr" -> LabelOptions.Symbology.QR;
      case "gs1datamatrix" -> LabelOptions.Symbology.GS1DATAMATRIX;
      case String _ -> {
        fault("symbology", "must be qr or gs1datamatrix");
        yield LabelOptions.Symbology.QR;
      }
    };
  }

  private PrinterDensity density() {
    return switch (given.getOrDefault("dpi", "203")) {
      case "203" -> PrinterDensity.DPI_203;
      case "300" -> PrinterDensity.DPI_300;
      case "600" -> PrinterDensity.DPI_600;
      case String _ -> {
        fault("dpi", "must be 203, 300 or 600");
        yield PrinterDensity.DPI_203;
      }
    };
  }

  private PrintUse use() {
    return switch (given.getOrDefault("use", "retail")) {
      case "retail" -> PrintUse.RETAIL;
      case "distribution" -> PrintUse.GENERAL_DISTRIBUTION;
      case "other" -> PrintUse.OTHER;
      case String _ -> {
        fault("use", "must be retail, distribution or other");
        yield PrintUse.RETAIL;
      }
    };
  }

  private SheetGrid sheet() {
    String grid = given.get("grid");
    String name = given.get("sheet");
    if (grid != null && name != null) {
      fault("grid", "goes without sheet: a sheet has its own grid");
      return DEFAULT_SHEET;
    }
    if (grid != null) {
      return custom(grid);
    }
    return name == null
        ? DEFAULT_SHEET
        : SheetGrid.named(name)
            .orElseGet(
                () -> {
                  fault("sheet", "must be one of " + sheets() + "; others are given by grid");
                  return DEFAULT_SHEET;
                });
  }

  private SheetGrid custom(String text) {
    double[] n = numbers(text, ",");
    boolean counts =
        n.length == GRID_NUMBERS
            && n[GRID_COLUMNS] == Math.rint(n[GRID_COLUMNS])
            && n[GRID_COLUMNS + 1] == Math.rint(n[GRID_COLUMNS + 1]);
    if (!counts) {
      fault("grid", GRID);
      return DEFAULT_SHEET;
    }
    try {
      return new SheetGrid(
          "custom", n[0], n[1], n[2], n[3], (int) n[4], (int) n[5], n[6], n[7], n[8], n[9]);
    } catch (LabelException e) {
      e.faults().forEach(fault -> fault("grid", LabelFaults.words(fault)));
      return DEFAULT_SHEET;
    }
  }

  private LabelSize label() {
    String text = given.get("label");
    if (text == null) {
      return DEFAULT_LABEL;
    }
    double[] sides = numbers(text, "x");
    if (sides.length != 2) {
      fault("label", "must be width and height in millimetres, as in 60x40");
      return DEFAULT_LABEL;
    }
    try {
      return LabelSize.of(sides[0], sides[1]);
    } catch (LabelException e) {
      e.faults().forEach(fault -> fault("label", LabelFaults.words(fault)));
      return DEFAULT_LABEL;
    }
  }

  /** Plain decimals; none if one of them is not. */
  private static double[] numbers(String text, String separator) {
    List<Double> numbers = new ArrayList<>();
    for (String part : text.split(separator, GRID_NUMBERS + 1)) {
      if (!part.matches("[0-9]{1,4}(\\.[0-9]{1,5})?")) {
        return new double[0];
      }
      numbers.add(Double.parseDouble(part));
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private boolean flag(String name, boolean absent) {
    return switch (given.getOrDefault(name, String.valueOf(absent)).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      case String _ -> {
        fault(name, "must be true or false");
        yield absent;
      }
    };
  }

  private static String sheets() {
    return SheetGrid.common().stream().map(SheetGrid::name).collect(Collectors.joining(", "));
  }

  private void fault(String option, String message) {
    faults.add(new OptionFault(option, message));
  }
}
