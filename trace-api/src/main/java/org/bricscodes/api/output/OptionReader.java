package org.bricscodes.api.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.bricscodes.codes.BatchOrder;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Element;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.qr.ErrorCorrection;
import org.bricscodes.qr.PngWriter;
import org.jspecify.annotations.Nullable;

/** Reads options given as text; finds all that is wrong before it says so. */
final class OptionReader {

  private static final int MAX_BASE = 200;
  private static final int DEFAULT_PIXELS = 8;
  private static final String SAMPLE_GTIN = "09521222000018";

  private final BatchFormat format;
  private final Map<String, String> given;
  private final List<OptionFault> faults = new ArrayList<>();

  OptionReader(BatchFormat format, Map<String, String> given) {
    this.format = format;
    this.given = new TreeMap<>(given);
  }

  FileOptions read() {
    for (String name : List.copyOf(given.keySet())) {
      if (!format.options().contains(name)) {
        given.remove(name);
        fault(
            name,
            "is no option of "
                + format.segment()
                + "; it takes "
                + String.join(", ", format.options()));
      }
    }
    FileOptions options =
        new FileOptions(
            number("from", 0, BatchOrder.MAX_QUANTITY - 1).orElse(0),
            number("count", 1, BatchOrder.MAX_QUANTITY),
            base(),
            columns(),
            flag("header"),
            level(),
            (int) number("pixels", 1, PngWriter.MAX_PIXELS_PER_MODULE).orElse(DEFAULT_PIXELS),
            new LabelOptionReader(given, faults).read());
    boolean matrix = options.labels().symbology() == LabelOptions.Symbology.GS1DATAMATRIX;
    if (matrix && given.containsKey("level")) {
      fault("level", "goes without symbology gs1datamatrix, which has one level of its own");
    }
    if (!faults.isEmpty()) {
      throw new OptionsException(faults);
    }
    return options;
  }

  private OptionalLong number(String name, long least, long most) {
    String text = given.get(name);
    if (text == null) {
      return OptionalLong.empty();
    }
    if (text.matches("[0-9]{1,12}")) {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return OptionalLong.of(number);
      }
    }
    fault(name, "must be a whole number from " + least + " to " + most);
    return OptionalLong.of(least);
  }

  private boolean flag(String name) {
    return switch (given.getOrDefault(name, "false")) {
      case "true" -> true;
      case "false" -> false;
      case String _ -> {
        fault(name, "must be true or false");
        yield false;
      }
    };
  }

  private ErrorCorrection level() {
    return switch (given.getOrDefault("level", "M")) {
      case "L" -> ErrorCorrection.L;
      case "M" -> ErrorCorrection.M;
      case "Q" -> ErrorCorrection.Q;
      case "H" -> ErrorCorrection.H;
      case String _ -> {
        fault("level", "must be L, M, Q or H");
        yield ErrorCorrection.M;
      }
    };
  }

  private List<CodeColumn> columns() {
    String text = given.get("columns");
    if (text == null) {
      return List.of(CodeColumn.SERIAL, CodeColumn.URI);
    }
    List<CodeColumn> columns = new ArrayList<>();
    for (String word : text.split(",", CodeColumn.values().length + 1)) {
      CodeColumn column = CodeColumn.of(word).orElse(null);
      if (column == null) {
        fault("columns", "must be some of " + CodeColumn.words() + ", joined by commas");
        return List.of();
      }
      if (columns.contains(column)) {
        fault("columns", "names " + word + " twice; once is enough");
        return List.of();
      }
      columns.add(column);
    }
    return columns;
  }

  /** Codes are printed for years: another host than the service's own is taken by https only. */
  private @Nullable String base() {
    String text = given.get("base");
    if (text == null) {
      return null;
    }
    try {
      if (text.startsWith("https://") && text.length() <= MAX_BASE) {
        return DigitalLink.of(List.of(new Element("01", SAMPLE_GTIN))).withBase(text).base();
      }
    } catch (Gs1Exception e) {
      fault("base", "is not an address: " + e.faults().getFirst().message());
      return null;
    }
    fault("base", "must be an https address such as https://id.example, at most 200 characters");
    return null;
  }

  private void fault(String option, String message) {
    faults.add(new OptionFault(option, message));
  }
}
