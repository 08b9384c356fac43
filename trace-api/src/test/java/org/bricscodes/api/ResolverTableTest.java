package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The table of the resolver in the README: every rule has rows, and every row names tests that
 * exist, or says that nothing here tests it. Whether a test proves its row, no test can tell.
 */
final class ResolverTableTest {

  private static final String HEADING = "## The resolver, clause by clause";
  private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final String NOT_TESTED = "not tested here";
  private static final int RULES = 13;

  @Test
  void everyRule_hasARow_andEveryRowNamesTestsThatExist_orSaysThatThereAreNone()
      throws IOException {
    Map<String, String> sources = TestSources.byName();
    List<String> wrong = new ArrayList<>();
    List<Integer> rules = new ArrayList<>();

    for (String[] row : rows()) {
      rules.add(Integer.parseInt(row[0]));
      Matcher test = TEST.matcher(row[row.length - 1]);
      int named = 0;
      while (test.find()) {
        named++;
        String source = sources.getOrDefault(test.group(1), "");
        if (!Pattern.compile("\\bvoid " + test.group(2) + "\\(").matcher(source).find()) {
          wrong.add("rule " + row[0] + ": there is no test " + test.group());
        }
      }
      if (named == 0 && !row[row.length - 1].equals(NOT_TESTED)) {
        wrong.add("rule " + row[0] + ", " + row[1] + ": no test is named");
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(rules).containsAll(IntStream.rangeClosed(1, RULES).boxed().toList());
  }

  /** Cells of the table's rows: number of the rule, what it asks for, what is done, tests. */
  private static List<String[]> rows() throws IOException {
    List<String[]> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(TestSources.ROOT.resolve("trace-api/README.md"))) {
      if (line.startsWith("## ")) {
        inside = line.equals(HEADING);
      } else if (inside && line.matches("\\| [0-9]+ \\|.*")) {
        rows.add(line.substring(2, line.length() - 2).split(" \\| ", -1));
      }
    }
    return rows;
  }
}
