package org.bricscodes.api.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is going to be printed over symbols is held against their level, in every form. */
final class OverprintTest {

  @ParameterizedTest
  @EnumSource(
      value = BatchFormat.class,
      names = {"PNG", "SVG", "PDF", "ZPL"})
  void overprint_needsALevelThatMakesUpForIt(BatchFormat format) {
    assertThat(refused(format, Map.of("overprint", "5")))
        .containsExactly(
            new OptionFault(
                "overprint",
                "cannot be so: more is printed over the symbol than its level makes up for, found"
                    + " 5.0 % of the area, expected nothing over it, or a QR Code at level Q with"
                    + " at most 8 %"));
    assertThat(refused(format, Map.of("overprint", "8.5", "level", "H")))
        .extracting(OptionFault::option)
        .containsExactly("overprint");
    assertThat(refused(format, Map.of("overprint", "1", "symbology", "gs1datamatrix")))
        .extracting(OptionFault::option)
        .containsExactly("overprint");
    assertThat(
            TestBatch.file(TestBatch.of(1), format, Map.of("overprint", "7.5", "level", "Q"))
                .length())
        .isNotNull();
  }

  @Test
  void overprint_isAPercentage() {
    for (String text : new String[] {"", "-1", "100", "7,5", "1e1"}) {
      assertThat(refused(BatchFormat.SVG, Map.of("overprint", text)))
          .containsExactly(
              new OptionFault(
                  "overprint",
                  "must be the percentage of a symbol's area that is covered, as in 7.5"));
    }
  }

  private static Iterable<OptionFault> refused(BatchFormat format, Map<String, String> options) {
    return catchThrowableOfType(
            OptionsException.class, () -> TestBatch.file(TestBatch.of(1), format, options))
        .faults();
  }
}
