package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The table of EPCIS 2.0 in the README: every path and problem type has a row, every row names a
 * test, and every test that is named exists.
 */
final class ConformanceTableTest {

  private static final String HEADING = "## EPCIS 2.0, line by line";
  private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

  /** Subject, what is done, tests. */
  private record Row(String subject, String tests) {}

  @Test
  void everyRow_namesATestThatExists() throws IOException {
    Map<String, String> sources = TestSources.byName();
    List<String> wrong = new ArrayList<>();

    for (Row row : rows()) {
      Matcher test = TEST.matcher(row.tests());
      boolean any = false;
      while (test.find()) {
        any = true;
        String source = sources.getOrDefault(test.group(1), "");
        if (!Pattern.compile("\\bvoid " + test.group(2) + "\\(").matcher(source).find()) {
          wrong.add(row.subject() + ": there is no test " + test.group());
        }
      }
      if (!any) {
        wrong.add(row.subject() + ": no test is named");
      }
    }

    assertThat(rows()).hasSizeGreaterThan(100);
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyPathAndProblemType_hasARow() throws IOException {
    Set<String> wanted = new TreeSet<>();
    for (String operation : OpenApi.load().operations()) {
      String path = operation.substring(operation.indexOf(' ') + 1);
      boolean options = operation.startsWith("OPTIONS ");
      if (!options && (path.equals("/epcis") || path.startsWith("/epcis/"))) {
        wanted.add(operation);
      }
    }
    for (ProblemKind kind : ProblemKind.values()) {
      wanted.add(kind.epcisType());
    }

    Set<String> subjects = new TreeSet<>();
    rows().forEach(row -> subjects.add(row.subject()));

    assertThat(subjects).containsAll(wanted);
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(TestSources.ROOT.resolve("trace-api/README.md"))) {
      if (line.startsWith("## ")) {
        inside = line.equals(HEADING);
      } else if (inside && line.startsWith("| `")) {
        String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
        for (String subject : cells[0].split("`, `", -1)) {
          rows.add(new Row(subject.replace("`", ""), cells[cells.length - 1]));
        }
      }
    }
    return rows;
  }
}
