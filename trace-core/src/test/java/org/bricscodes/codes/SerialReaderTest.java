package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerialReaderTest {

  private final SerialRun run = serials();

  private static SerialRun serials() {
    CodeBook book = new TestBook().book();
    return book.serials(book.issue(TestBook.order(1000)));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0,1000", "255,2", "256,256", "700,300", "999,1", "5,0"})
  void read_aRun_isTheSerialsOfThesePlaces(int place, int count) {
    List<String> expected = run.stream(place).limit(count).map(Serial::text).toList();
    byte[] lines = "................;".repeat(count).getBytes(StandardCharsets.US_ASCII);

    run.reader().read(place, count, lines, 0, 17);

    String joined = String.join(";", expected) + (count == 0 ? "" : ";");
    assertThat(new String(lines, StandardCharsets.US_ASCII)).isEqualTo(joined);
  }

  @Test
  void read_backAndForth_isTheSameEachTime() {
    SerialReader reader = run.reader();
    byte[] first = new byte[16];
    byte[] again = new byte[16];

    reader.read(17, 1, first, 0, 16);
    reader.read(900, 1, again, 0, 16);
    reader.read(17, 1, again, 0, 16);

    assertThat(again).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"-1,1", "1000,1", "999,2", "0,-1", "0,1001"})
  void read_outsideTheBatch_isRefused(long place, int count) {
    assertThatThrownBy(() -> run.reader().read(place, count, new byte[20_000], 0, 16))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
