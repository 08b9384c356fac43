package org.bricscodes.api.cli;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a file of a batch is wanted: the same options, by the same names, as in addresses. */
final class FileOptionsMixin {

  private final Map<String, String> given = new TreeMap<>();

  /** Those that were given. */
  Map<String, String> given() {
    return given;
  }

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      description = "Place of the first code in the batch, from 0.")
  void from(@Nullable String text) {
    put("from", text);
  }

  @Option(names = "--count", paramLabel = "N", description = "How many codes; all if absent.")
  void count(@Nullable String text) {
    put("count", text);
  }

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      description =
          "csv, ndjson: some of serial,uri,hri,gtin,lot,expiry,product,inner; serial,uri if"
              + " absent.")
  void columns(@Nullable String text) {
    put("columns", text);
  }

  @Option(names = "--header", description = "csv: the first line names the columns.")
  void header(boolean wanted) {
    if (wanted) {
      put("header", "true");
    }
  }

  @Option(
      names = "--level",
      paramLabel = "L|M|Q|H",
      description = "QR symbols: how much may be damaged; M if absent.")
  void level(@Nullable String text) {
    put("level", text);
  }

  @Option(
      names = "--overprint",
      paramLabel = "PERCENT",
      description =
          "png, svg, pdf, zpl: how much of a symbol's area a logo will cover; what would not be "
              + "read then is refused. Needs level Q or H, and at most 8.")
  void overprint(@Nullable String text) {
    put("overprint", text);
  }

  @Option(
      names = "--pixels",
      paramLabel = "N",
      description = "png: pixels on the side of a module, 1 to 64; 8 if absent.")
  void pixels(@Nullable String text) {
    put("pixels", text);
  }

  @Option(
      names = "--symbology",
      paramLabel = "qr|gs1datamatrix",
      description = "png, svg, pdf, zpl: what is printed; qr if absent.")
  void symbology(@Nullable String text) {
    put("symbology", text);
  }

  @Option(
      names = "--sheet",
      paramLabel = "NAME",
      description = "pdf: L7159, L7160, L7163, L7651, L7120, 5160 or 5163; L7160 if absent.")
  void sheet(@Nullable String text) {
    put("sheet", text);
  }

  @Option(
      names = "--grid",
      paramLabel = "NUMBERS",
      description =
          "pdf: a sheet of your own, ten numbers in millimetres: page width and height, "
              + "left and top margin, columns, rows, label width and height, gap across and "
              + "down.")
  void grid(@Nullable String text) {
    put("grid", text);
  }

  @Option(
      names = "--marks",
      paramLabel = "true|false",
      description = "pdf: crop marks; false if absent.")
  void marks(@Nullable String text) {
    put("marks", text);
  }

  @Option(
      names = "--label",
      paramLabel = "WxH",
      description = "zpl: width and height of a label in millimetres; 60x40 if absent.")
  void label(@Nullable String text) {
    put("label", text);
  }

  @Option(
      names = "--dpi",
      paramLabel = "203|300|600",
      description = "zpl: dots of the printer; 203 if absent.")
  void dpi(@Nullable String text) {
    put("dpi", text);
  }

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "pdf, zpl: what to print as product name; the batch's if absent, '' for none.")
  void name(@Nullable String text) {
    put("name", text);
  }

  @Option(
      names = "--dates",
      paramLabel = "DATES",
      description =
          "pdf, zpl: which dates are printed, joined by commas: expiry, best-before, "
              + "production:DAY, packing:DAY, or false for none; the batch's last day, as "
              + "expiry, if absent. expiry:DAY and best-before:DAY give another day.")
  void dates(@Nullable String text) {
    put("dates", text);
  }

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description =
          "pdf, zpl: language of the label's words: en, zh, pt, ru, hi, ar, fa, am or id, as "
              + "far as a font has its letters; en if absent.")
  void language(@Nullable String text) {
    put("language", text);
  }

  @Option(
      names = "--use",
      paramLabel = "WHERE",
      description =
          "pdf, zpl: retail, distribution or other: how large modules must be; retail if "
              + "absent.")
  void use(@Nullable String text) {
    put("use", text);
  }

  private void put(String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value);
    }
  }
}
