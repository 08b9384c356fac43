package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PathTemplateTest {

  @Test
  void segment_keepsItsPercentEncoding() {
    assertThat(match("/anchors/{ledger}", "/anchors/a%2Fb")).contains(Map.of("ledger", "a%2Fb"));
  }

  @Test
  void wideParameter_spansSlashes_upToTheLiteralBehindIt() {
    assertThat(match("/scan/01/{+link}/proof", "/scan/01/1/10/A/21/B/proof"))
        .contains(Map.of("link", "1/10/A/21/B"));
  }

  @Test
  void otherLengthOrLiteral_doesNotMatch() {
    assertThat(match("/a/{b}", "/a")).isEmpty();
    assertThat(match("/a/{b}", "/a/b/c")).isEmpty();
    assertThat(match("/a/{b}/c", "/a/b/d")).isEmpty();
  }

  @Test
  void slashBehindALastParameter_isAsIfItWereNotThere() {
    assertThat(match("/a/{b}", "/a/b/")).contains(Map.of("b", "b"));
    assertThat(match("/a/{b}", "/a/b//")).isEmpty();
    assertThat(match("/a/{b}", "/a//")).isEmpty();
    assertThat(match("/a/{b}/c", "/a/b/c/")).isEmpty();
    assertThat("/a/b/").matches(PathTemplate.parse("/a/{b}").regex());
    assertThat("/a/b/c/").doesNotMatch(PathTemplate.parse("/a/{b}/c").regex());
  }

  @Test
  void documented_spellsEveryParameterAlike() {
    assertThat(PathTemplate.parse("/01/{+link}").documented()).isEqualTo("/01/{link}");
  }

  private static Optional<Map<String, String>> match(String template, String path) {
    return PathTemplate.parse(template).match(PathTemplate.split(path));
  }
}
