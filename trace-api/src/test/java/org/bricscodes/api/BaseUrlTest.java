package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BaseUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://id.example, https://id.example/01/1, true",
    "https://id.example, https://ID.example:443/01/1, true",
    "https://id.example, http://id.example./01/1, true",
    "https://id.example, HTTPS://a@id.example/x/.././01/1, true",
    "https://id.example, https://id.example/%301/1, true",
    "http://127.0.0.1:4711, http://127.0.0.1:4711/01/1, true",
    "https://id.example/p, https://id.example/p/01/1, true",
    "https://id.example/p, https://id.example/01/1, false",
    "https://id.example, https://id.example:8443/01/1, false",
    "https://id.example, https://id.example/scan/01/1, false",
    "https://id.example, https://other.example/01/1, false",
    "https://id.example, 'https://[', false",
  })
  void linkBackToTheResolver_isKnown_howeverItIsSpelled(String base, String url, boolean back) {
    assertThat(new BaseUrl(base).leadsBack(url, "/01/")).isEqualTo(back);
  }
}
