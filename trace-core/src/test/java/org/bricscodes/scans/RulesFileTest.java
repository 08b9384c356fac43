package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class RulesFileTest {

  @Test
  void standardFile_isItsOwnOverride() throws Exception {
    ItemHistory history =
        Sample.history(
            ItemFacts.PLAIN, Sample.look(1, Sample.XIAMEN, 0), Sample.look(2, Sample.MOSCOW, 60));

    assertThat(RulesFile.read(RulesFile.standardText()).hits(history))
        .isEqualTo(Rules.standard().hits(history))
        .hasSize(2);
  }

  @Test
  void rule_canBeSwitchedOff_orWeighOtherwise() throws Exception {
    ItemHistory history =
        Sample.history(
            ItemFacts.PLAIN, Sample.look(1, Sample.XIAMEN, 0), Sample.look(2, Sample.MOSCOW, 60));

    Rules rules = RulesFile.read("scattered.weight=off\nimpossible-travel.weight=35\n");

    assertThat(rules.hits(history)).extracting(Hit::weight).containsExactly(35);
  }

  @Test
  void everyFault_isNamed_withWhatWouldBeRight() {
    assertThatThrownBy(
            () ->
                RulesFile.read(
                    """
                    care=many
                    scattered.weight=101
                    scattered.dayz=3
                    guess-burst.minutes=0
                    many-visitors.visitors.09521222000019=3
                    """))
        .asInstanceOf(InstanceOfAssertFactories.type(ScanFileException.class))
        .extracting(ScanFileException::faults)
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .hasSize(5)
        .contains(
            "scattered.dayz: not a setting of a rule; trace scans rules prints them all",
            "care: must be a whole number from 1 to 1000, found many",
            "scattered.weight: must be a whole number from 0 to 100, or off, found 101",
            "guess-burst.minutes: must be a whole number from 1 to 1440, found 0")
        .anySatisfy(fault -> assertThat(fault).contains("must end with a GTIN"));
  }

  @Test
  void careAboveWarning_isRefused() {
    assertThatThrownBy(() -> RulesFile.read("care=200"))
        .hasMessage("care: must not exceed warning, found 200 and 100");
  }

  @Test
  void brokenEscape_isRefused() {
    assertThatThrownBy(() -> RulesFile.read("care=\\uZZZZ"))
        .isInstanceOf(ScanFileException.class)
        .hasMessageContaining("not a properties file");
  }
}
