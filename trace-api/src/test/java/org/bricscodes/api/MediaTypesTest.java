package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MediaTypesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | text/html",
        "application/json | application/json",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html",
        "text/html;q=0.5, application/json | application/json",
        "application/*;q=0.9, text/html;q=0.1 | application/json",
        "APPLICATION/JSON; charset=utf-8 | application/json",
        "image/png | text/html"
      })
  void choose_takesWhatTheClientWantsMost(String accept, String chosen) {
    assertThat(MediaTypes.choose(accept, List.of("text/html", "application/json")))
        .isEqualTo(chosen);
  }
}
