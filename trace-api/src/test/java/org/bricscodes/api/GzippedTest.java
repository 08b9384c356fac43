package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GzippedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "gzip, deflate, br, zstd | true",
        "br;q=1.0, GZIP;q=0.5 | true",
        "* | true",
        "*;q=0, gzip | true",
        "gzip;q=0 | false",
        "gzip; q=0.000, * | false",
        "*;q=0 | false",
        "identity | false",
        "'' | false",
        "gzipped | false",
      })
  void client_takesIt_orNot(String acceptEncoding, boolean wanted) {
    assertThat(Gzipped.isWanted(acceptEncoding)).isEqualTo(wanted);
  }

  @Test
  void answer_isTheSame_onceUnpacked() throws IOException {
    Answer answer = Answer.text(200, Answer.HTML, "a page ".repeat(1_000)).with("Vary", "Accept");

    Answer small = Gzipped.of(answer);

    assertThat(small.headers()).containsSequence("Vary", "Accept", "Content-Encoding", "gzip");
    byte[] bytes = ((Answer.Body.Full) small.body()).bytes().getBytes();
    assertThat(bytes.length).isLessThan(200);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("a page ".repeat(1_000));
    }
  }
}
