package org.bricscodes.api.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaceholdersTest {

  private static final Placeholders TEA =
      new Placeholders(
          Map.of(
              "tea", new Placeholders.Issued("09521222000018", "A1", List.of("S0", "S1", "S2"))));

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '\'',
      value = {
        "${code:tea:1} https://id.gs1.org/01/09521222000018/21/S1",
        "${lot:tea} https://id.gs1.org/01/09521222000018/10/A1",
        "${serial:tea:2} S2",
        "${link:tea:0} /01/09521222000018/10/A1/21/S0"
      })
  void placeholder_isFilledIn(String mark, String value) {
    assertThat(TEA.fill("<" + mark + ">", "here")).isEqualTo("<" + value + ">");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"${code:coffee:0}", "${code:tea:3}", "${code:tea}", "${colour:tea}", "${lot:}"})
  void unknownPlaceholder_isRefused_namingItAndTheFile(String mark) {
    assertThatThrownBy(() -> TEA.fill(mark, "events/1.jsonld"))
        .isInstanceOf(StoryException.class)
        .hasMessageContaining("events/1.jsonld")
        .hasMessageContaining(mark);
  }

  @org.junit.jupiter.api.Test
  void range_becomesAListOfQuotedLinks() {
    assertThat(TEA.fill("[\"${codes:tea:0-1}\"]", "here"))
        .isEqualTo(
            "[\"https://id.gs1.org/01/09521222000018/21/S0\","
                + "\"https://id.gs1.org/01/09521222000018/21/S1\"]");
  }
}
