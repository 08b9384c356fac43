package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.Stream;
import org.bricscodes.provenance.Evidence;
import org.bricscodes.provenance.Gap;
import org.bricscodes.provenance.Verdict;
import org.bricscodes.scans.RuleName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TextsTest {

  static Stream<String> everyWordOfTheDomain() {
    return Stream.of(
            Stream.of(Verdict.values()).map(verdict -> "verdict." + verdict.word()),
            Stream.of(Verdict.values()).map(verdict -> "meaning." + verdict.word()),
            Stream.of(Evidence.values()).map(evidence -> "evidence." + evidence.word()),
            Stream.of(RuleName.values()).map(rule -> "rule." + rule.word()),
            Stream.of(RuleName.values()).map(rule -> "honest." + rule.word()),
            Stream.of(Gap.Kind.values()).map(kind -> "gap." + kind.word()))
        .flatMap(words -> words);
  }

  @ParameterizedTest
  @MethodSource("everyWordOfTheDomain")
  void word_hasAText(String key) {
    assertThatCode(() -> Texts.english().of(key)).doesNotThrowAnyException();
  }
}
