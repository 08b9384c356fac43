package org.bricscodes.api.sheet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bricscodes.epcis.CbvNames;
import org.dhatim.fastexcel.Range;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A spreadsheet to fill in: headings, what goes where, and an example of every kind of event. The
 * examples are notes, so that the template as it is holds no event.
 */
public final class SheetTemplate {

  private static final int ROWS = 10_000;
  private static final int WIDTH = 26;
  private static final String NOTE = "# ";

  private static final List<String> ABOVE =
      List.of(
          "# Fill in rows below the headings. A row is an event; rows next to each other with the"
              + " same text in the column event are one. Rows that begin with # are notes.",
          "# Columns you do not need may go. Columns of your own: prefix:name, and ilmd/prefix:name"
              + " for data of the item or lot; say above the headings what the prefix means.");

  private static final List<String> NAMESPACE =
      List.of("namespace", "example", "https://example.org/events/");

  /** Columns of one's own, with what to say of them. */
  private static final Map<String, String> OWN =
      Map.of(
          "ilmd/cbvmda:lotNumber", "The lot; of events that make things.",
          "ilmd/cbvmda:itemExpirationDate", "The last day of use; of events that make things.",
          "example:note", "A column of your own.");

  private static final List<String> HEADINGS =
      Stream.concat(
              Stream.of(Field.values()).map(Field::heading),
              Stream.of("ilmd/cbvmda:lotNumber", "ilmd/cbvmda:itemExpirationDate", "example:note"))
          .toList();

  private SheetTemplate() {}

  /**
   * Writes a new file.
   *
   * @param file ends in {@code .xlsx} or {@code .csv}
   * @throws IllegalArgumentException if it ends otherwise
   * @throws java.nio.file.FileAlreadyExistsException if it is there
   */
  public static void write(Path file) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".xlsx") && !name.endsWith(".csv")) {
      throw new IllegalArgumentException("a template ends in .xlsx or .csv: " + file);
    }
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
      if (name.endsWith(".csv")) {
        out.write(csv().getBytes(StandardCharsets.UTF_8));
      } else {
        workbook(out);
      }
    }
  }

  private static List<List<String>> rows() {
    Stream<List<String>> examples =
        SheetExamples.ALL.stream()
            .map(
                example ->
                    HEADINGS.stream()
                        .map(heading -> example.getOrDefault(heading, ""))
                        .collect(Collectors.toList()))
            .map(SheetTemplate::note);
    return Stream.of(
            ABOVE.stream().map(List::of),
            Stream.of(NAMESPACE, HEADINGS),
            Stream.of(note(HEADINGS.stream().map(SheetTemplate::explanation).toList())),
            examples)
        .flatMap(rows -> rows)
        .toList();
  }

  private static List<String> note(List<String> row) {
    return Stream.concat(Stream.of(NOTE + row.getFirst()), row.stream().skip(1)).toList();
  }

  private static String explanation(String heading) {
    return Field.of(heading).map(Field::explanation).orElse(OWN.getOrDefault(heading, ""));
  }

  private static String csv() {
    // The byte order mark is what makes spreadsheet programs read UTF-8.
    return rows().stream()
        .map(row -> row.stream().map(SheetTemplate::quoted).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\r\n", "\uFEFF", "\r\n"));
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",;\t\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static void workbook(OutputStream out) throws IOException {
    Workbook workbook = new Workbook(out, "trace", "1.0");
    Worksheet events = workbook.newWorksheet("events");
    Worksheet vocabulary = workbook.newWorksheet("vocabulary");
    List<List<String>> rows = rows();
    int headings = ABOVE.size() + 1;
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        events.value(row, column, rows.get(row).get(column));
      }
    }
    for (int column = 0; column < HEADINGS.size(); column++) {
      events.width(column, WIDTH);
      events.style(headings, column).bold().set();
      events.style(headings + 1, column).wrapText(true).italic().verticalAlignment("top").set();
      // As text, so that +08:00 stays what was typed and no identifier loses its zeros.
      events.style(column).format("@").set();
    }
    events.freezePane(1, headings + 1);
    lists(events, vocabulary, headings + 2);
    help(workbook.newWorksheet("help"));
    workbook.finish();
  }

  private static void lists(Worksheet events, Worksheet vocabulary, int firstRow) {
    Map<Field, List<String>> lists =
        Map.of(
            Field.TYPE,
            List.of(
                "ObjectEvent",
                "AggregationEvent",
                "AssociationEvent",
                "TransactionEvent",
                "TransformationEvent"),
            Field.ACTION,
            List.of("ADD", "OBSERVE", "DELETE"),
            Field.BIZ_STEP,
            CbvNames.bizSteps(),
            Field.DISPOSITION,
            CbvNames.dispositions(),
            Field.ERROR_REASON,
            CbvNames.errorReasons());
    int at = 0;
    for (Field field : Field.values()) {
      List<String> words = lists.get(field);
      if (words == null) {
        continue;
      }
      vocabulary.value(0, at, field.heading());
      vocabulary.style(0, at).bold().set();
      vocabulary.width(at, WIDTH);
      for (int i = 0; i < words.size(); i++) {
        vocabulary.value(i + 1, at, words.get(i));
      }
      int column = HEADINGS.indexOf(field.heading());
      Range list = vocabulary.range(1, at, words.size(), at);
      events
          .range(firstRow, column, ROWS, column)
          .validateWithList(list)
          .allowBlank(true)
          .showErrorMessage(false);
      at++;
    }
    words(vocabulary, at, "types in bizTransactionList", CbvNames.bizTransactionTypes());
    words(vocabulary, at + 1, "types in sourceList, destinationList", CbvNames.sourceTypes());
  }

  private static void words(Worksheet vocabulary, int column, String title, List<String> words) {
    vocabulary.value(0, column, title);
    vocabulary.style(0, column).bold().set();
    vocabulary.width(column, WIDTH);
    for (int i = 0; i < words.size(); i++) {
      vocabulary.value(i + 1, column, words.get(i));
    }
  }

  private static void help(Worksheet help) {
    List<String> titles = List.of("column", "what goes there", "for example");
    for (int column = 0; column < titles.size(); column++) {
      help.value(0, column, titles.get(column));
      help.style(0, column).bold().set();
      help.width(column, column == 1 ? 3 * WIDTH : 2 * WIDTH);
    }
    int row = 1;
    for (Field field : Field.values()) {
      help.value(row, 0, field.heading());
      help.value(row, 1, field.explanation());
      help.value(row++, 2, field.example());
    }
  }
}
