package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextLinesTest {

  @Test
  void next_endsOfBothKinds_andAnOpenLastLine() throws IOException {
    assertThat(lines("a\n\nb\r\nc\rd\n")).containsExactly("a", "", "b", "c\rd");
    assertThat(lines("a\nb")).containsExactly("a", "b");
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n")).containsExactly("");
  }

  @Test
  void next_longLines_areReadUpToTheLimit() throws IOException {
    String longest = "x".repeat(20_000);

    assertThat(lines(longest + "\n" + longest)).containsExactly(longest, longest);
    assertThatExceptionOfType(UnusableInput.class)
        .isThrownBy(() -> lines("a\n" + longest + "y\n"))
        .withMessage("line 2 is longer than 20,000 characters");
  }

  @Test
  void next_textWithoutEnd_isRefusedBeforeItFillsTheMemory() {
    Reader endless =
        new Reader() {
          @Override
          public int read(char[] into, int from, int length) {
            into[from] = 'x';
            return 1;
          }

          @Override
          public void close() {}
        };

    assertThatExceptionOfType(UnusableInput.class)
        .isThrownBy(() -> new TextLines(endless, 20_000).next());
  }

  private static List<String> lines(String text) throws IOException {
    TextLines in = new TextLines(new StringReader(text), 20_000);
    List<String> lines = new ArrayList<>();
    for (String line = in.next(); line != null; line = in.next()) {
      lines.add(line);
    }
    return lines;
  }
}
