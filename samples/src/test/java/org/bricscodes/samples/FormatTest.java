package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every Java file stands as google-java-format prints it. With {@code -Dformat.write=true} the test
 * rewrites what differs instead of failing.
 */
final class FormatTest {

  private final Formatter formatter =
      new Formatter(JavaFormatterOptions.builder().formatJavadoc(true).build());

  @Test
  void javaFiles_areFormatted() throws IOException, FormatterException {
    List<Path> different = new ArrayList<>();
    for (Path file : Tree.javaFiles()) {
      String source = Tree.read(file);
      String formatted = format(source);
      if (!formatted.equals(source)) {
        different.add(Tree.root().relativize(file));
        if (Boolean.getBoolean("format.write")) {
          Files.writeString(file, formatted);
        }
      }
    }

    if (!Boolean.getBoolean("format.write")) {
      assertThat(different)
          .as("run: mvn -pl samples -am test -Dtest=FormatTest -Dformat.write=true")
          .isEmpty();
    }
  }

  private String format(String source) throws FormatterException {
    String ordered =
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.GOOGLE);
    return formatter.formatSource(ordered);
  }
}
