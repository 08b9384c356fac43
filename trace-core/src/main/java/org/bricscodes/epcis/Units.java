package org.bricscodes.epcis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every unit code there is. The codes are those of UN/CEFACT Recommendation 20 and, with an X
 * before them, the packages of its Recommendation 21, which the United Nations publish for
 * everybody's use; as of what European invoices (EN 16931) list as current in 2026. Factors follow
 * from the definitions of the units, the international inch, pound and calorie among them; π has
 * fifty digits; month and year are the Recommendation's.
 */
final class Units {

  static final Map<String, UnitCode> CODES;

  private static final String RESOURCE = "units.txt";

  /** What people write instead of a code. */
  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("kg", "KGM"),
          Map.entry("kgs", "KGM"),
          Map.entry("g", "GRM"),
          Map.entry("mg", "MGM"),
          Map.entry("t", "TNE"),
          Map.entry("lb", "LBR"),
          Map.entry("oz", "ONZ"),
          Map.entry("l", "LTR"),
          Map.entry("ml", "MLT"),
          Map.entry("m", "MTR"),
          Map.entry("cm", "CMT"),
          Map.entry("mm", "MMT"),
          Map.entry("km", "KMT"),
          Map.entry("c", "CEL"),
          Map.entry("°c", "CEL"),
          Map.entry("degc", "CEL"),
          Map.entry("f", "FAH"),
          Map.entry("°f", "FAH"),
          Map.entry("k", "KEL"),
          Map.entry("%", "P1"),
          Map.entry("pa", "PAL"),
          Map.entry("hpa", "A97"),
          Map.entry("kpa", "KPA"),
          Map.entry("lx", "LUX"),
          Map.entry("v", "VLT"),
          Map.entry("a", "AMP"),
          Map.entry("w", "WTT"),
          Map.entry("h", "HUR"),
          Map.entry("s", "SEC"),
          Map.entry("min", "MIN"),
          Map.entry("d", "DAY"),
          Map.entry("pcs", "H87"),
          Map.entry("pce", "H87"),
          Map.entry("unit", "C62"));

  /** Looked at before all others where several codes are equally near. */
  private static final Set<String> COMMON =
      Set.of(
          "KGM", "GRM", "MGM", "TNE", "LBR", "ONZ", "LTR", "MLT", "MTQ", "MTR", "CMT", "MMT", "KMT",
          "INH", "FOT", "MTK", "CEL", "FAH", "KEL", "P1", "C62", "EA", "H87", "DZN", "PAL", "KPA",
          "BAR", "LUX", "VLT", "AMP", "WTT", "KWH", "JOU", "SEC", "MIN", "HUR", "DAY", "MTS", "KMH",
          "A93", "HTZ", "XCT", "XPX", "XBX");

  static {
    Map<String, UnitCode> codes = new HashMap<>();
    try (InputStream in = Units.class.getResourceAsStream(RESOURCE)) {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(Objects.requireNonNull(in, RESOURCE), StandardCharsets.UTF_8));
      String kind = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          kind = read(line, kind, codes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CODES = Map.copyOf(codes);
  }

  private Units() {}

  /** Reads one line and answers the kind it belongs to; lines that go on begin with a space. */
  private static String read(String line, String before, Map<String, UnitCode> codes) {
    int colon = line.startsWith(" ") ? -1 : line.indexOf(':');
    String kind = colon < 0 ? before : line.substring(0, colon);
    for (String entry : line.substring(colon + 1).strip().split(" ", -1)) {
      UnitCode unit = unit(entry, kind);
      codes.put(unit.code(), unit);
    }
    return kind;
  }

  private static UnitCode unit(String entry, String kind) {
    int equals = entry.indexOf('=');
    if (equals < 0) {
      return new UnitCode(entry, entry, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO);
    }
    int at = entry.indexOf('@');
    String factor = entry.substring(equals + 1, at < 0 ? entry.length() : at);
    int slash = factor.indexOf('/');
    return new UnitCode(
        entry.substring(0, equals),
        kind,
        new BigDecimal(slash < 0 ? factor : factor.substring(0, slash)),
        slash < 0 ? BigDecimal.ONE : new BigDecimal(factor.substring(slash + 1)),
        at < 0 ? BigDecimal.ZERO : new BigDecimal(entry.substring(at + 1)));
  }

  static @Nullable String nearest(String written) {
    String symbol = SYMBOLS.get(written.toLowerCase(Locale.ROOT));
    if (symbol != null) {
      return symbol;
    }
    for (Set<String> candidates : List.of(COMMON, CODES.keySet())) {
      String meant = Nearest.to(written, candidates);
      if (meant != null) {
        return meant;
      }
    }
    return null;
  }
}
