package org.bricscodes.api.sheet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bricscodes.api.split.UnusableFile;
import org.jspecify.annotations.Nullable;

/**
 * What stands above the events of a sheet: rows {@code namespace · prefix · URI}, then the
 * headings.
 *
 * @param columns by index
 * @param namespaces by prefix
 */
record SheetHeader(Map<Integer, Column> columns, Map<String, String> namespaces) {

  private static final String NAMESPACE = "namespace";
  private static final Pattern OWN = Pattern.compile("(ilmd/)?(([A-Za-z][\\w.-]*):([\\w.-]+))");

  /** Prefixes of the standard context. */
  private static final Set<String> STANDARD = Set.of("cbvmda", "gs1", "epcis", "cbv");

  SheetHeader {
    columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    namespaces = Collections.unmodifiableMap(new LinkedHashMap<>(namespaces));
  }

  /**
   * Reads up to and with the headings.
   *
   * @throws UnusableFile with every fault, since nothing can be read without headings
   */
  static SheetHeader read(SheetRows rows) throws IOException, UnusableFile {
    List<RowFault> faults = new ArrayList<>();
    Map<String, String> namespaces = new LinkedHashMap<>();
    SheetRow row = rows.next();
    while (row != null && !isHeadings(row)) {
      if (!row.isBlank() && !row.isNote()) {
        namespace(rows.sheet(), row, namespaces, faults);
      }
      row = rows.next();
    }
    if (row == null) {
      throw new UnusableFile(
          "no row of headings, with type and eventTime among them, was found; begin with the"
              + " template: trace capture --template events.xlsx");
    }
    Map<Integer, Column> columns = columns(rows.sheet(), row, namespaces, faults);
    if (!faults.isEmpty()) {
      throw new UnusableFile(String.join("\n", faults.stream().map(RowFault::toString).toList()));
    }
    return new SheetHeader(columns, namespaces);
  }

  private static boolean isHeadings(SheetRow row) {
    return row.cells().stream()
        .anyMatch(cell -> Field.of(cell.text()).filter(Field.TYPE::equals).isPresent());
  }

  private static void namespace(
      String sheet, SheetRow row, Map<String, String> namespaces, List<RowFault> faults) {
    String prefix = row.cell(1).text();
    String uri = row.cell(2).text();
    if (!row.cell(0).text().equalsIgnoreCase(NAMESPACE)) {
      faults.add(
          new RowFault(
              sheet,
              row.number(),
              "",
              "above the headings stand rows namespace, prefix, URI, and notes that begin with #"));
    } else if (!prefix.matches("[A-Za-z][\\w.-]*")
        || !uri.matches("[a-zA-Z][a-zA-Z0-9+.-]*:\\S+")) {
      faults.add(
          new RowFault(
              sheet, row.number(), "", "write namespace, a prefix such as example, and its URI"));
    } else if (STANDARD.contains(prefix) || namespaces.put(prefix, uri) != null) {
      faults.add(
          new RowFault(sheet, row.number(), "", "the prefix " + prefix + " has a meaning already"));
    }
  }

  private static Map<Integer, Column> columns(
      String sheet, SheetRow row, Map<String, String> namespaces, List<RowFault> faults) {
    Map<Integer, Column> columns = new TreeMap<>();
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < row.cells().size(); i++) {
      String heading = row.cell(i).text();
      if (heading.isEmpty()) {
        continue;
      }
      Column column = column(heading);
      String fault = column == null ? unknown(heading) : prefixFault(column, namespaces);
      if (column != null && !seen.add(column.heading())) {
        fault = "stands twice; an event has one such column";
      }
      if (column == null || fault != null) {
        faults.add(new RowFault(sheet, row.number(), heading, String.valueOf(fault)));
      } else {
        columns.put(i, column);
      }
    }
    if (!seen.contains(Field.EVENT_TIME.heading())) {
      faults.add(new RowFault(sheet, row.number(), "eventTime", "is missing; every event has one"));
    }
    return columns;
  }

  private static @Nullable Column column(String heading) {
    Field field = Field.of(heading).orElse(null);
    if (field != null) {
      return new Column.Standard(field);
    }
    Matcher own = OWN.matcher(heading);
    if (!own.matches()) {
      return null;
    }
    return own.group(1) == null
        ? new Column.Own(heading, own.group(2))
        : new Column.Ilmd(heading, own.group(2));
  }

  private static @Nullable String prefixFault(Column column, Map<String, String> namespaces) {
    String name =
        switch (column) {
          case Column.Standard _ -> "";
          case Column.Own(String _, String own) -> own;
          case Column.Ilmd(String _, String own) -> own;
        };
    String prefix = name.substring(0, Math.max(0, name.indexOf(':')));
    return prefix.isEmpty() || STANDARD.contains(prefix) || namespaces.containsKey(prefix)
        ? null
        : "nobody says what the prefix "
            + prefix
            + " means; put a row above the headings: namespace, "
            + prefix
            + ", its URI";
  }

  private static String unknown(String heading) {
    String known =
        Stream.of(Field.values())
            .map(Field::heading)
            .min(Comparator.comparingInt(each -> distance(each, heading)))
            .filter(each -> distance(each, heading) <= 3)
            .map(each -> "did you mean " + each + "?")
            .orElse("columns of your own are called prefix:name, or ilmd/prefix:name");
    return "is no column of events; " + known;
  }

  /** How many letters to change, add or drop (Levenshtein), for names as short as these. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (equalLetters(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private static boolean equalLetters(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
