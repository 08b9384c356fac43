package org.bricscodes.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.qr.ErrorCorrection;
import org.junit.jupiter.api.Test;

/** Any text on any label: refused, or laid out so that nothing touches anything else. */
class LabelLayoutPropertyTest {

  private static final String[] WORDS = {
    "Tea", "Anxi", "oolong", "Чай", "Краснодарский", "WWWW", "i"
  };
  private static final LabelStyle STYLE =
      new LabelStyle(PrintUse.RETAIL, 0, List.of(LabelFont.standard()));
  private static final int[] DENSITIES = {203, 300, 600};

  @Test
  void anyLabel_isRefusedOrHasNoOverlap() {
    long seed = 20261125;
    Random random = new Random(seed);
    List<LabelSymbol> symbols =
        List.of(Sample.qr(), Sample.qr(ErrorCorrection.H), Sample.dataMatrix());
    int laidOut = 0;
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      LabelFacts facts = facts(random);
      LabelSymbol symbol = symbols.get(random.nextInt(3));
      LabelSize size =
          new LabelSize(10 + random.nextDouble(90), 10 + random.nextDouble(60), random.nextInt(3));
      int dpi = DENSITIES[random.nextInt(3)];
      try {
        LabelLayout layout = LabelLayout.of(facts, symbol, STYLE, size, dpi);
        assertApart(layout, symbol, "seed " + seed + ", label " + i);
        laidOut++;
      } catch (LabelException e) {
        assertThat(e.faults()).allSatisfy(f -> assertThat(f.expected()).isNotBlank());
        refused++;
      }
    }

    System.out.printf("%d labels laid out, %d refused, seed %d%n", laidOut, refused, seed);
    assertThat(laidOut).isGreaterThan(1000);
    assertThat(refused).isGreaterThan(300);
  }

  private static LabelFacts facts(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      name.append(WORDS[random.nextInt(WORDS.length)]).append(i == 1 ? "" : " ");
    }
    List<LabelDate> dates = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      dates.add(LabelDate.useBy(Sample.DAY));
    }
    return new LabelFacts(
        Gtin.parse("04600682000129"),
        random.nextBoolean() ? "A26-07" : null,
        16,
        name.isEmpty() ? null : name.toString(),
        dates);
  }

  private static void assertApart(LabelLayout layout, LabelSymbol symbol, String as) {
    int quiet = symbol.quietZone() * layout.module();
    int left = layout.symbolX() - quiet;
    int top = layout.symbolY() - quiet;
    int side = symbol.size() * layout.module() + 2 * quiet;
    assertThat(layout.module() * 25.4 / layout.dotsPerInch()).as(as).isGreaterThan(0.3955);
    assertThat(left).as(as).isNotNegative();
    assertThat(top).as(as).isNotNegative();
    assertThat(left + side).as(as).isLessThanOrEqualTo(layout.width());
    assertThat(top + side).as(as).isLessThanOrEqualTo(layout.height());
    Typesetter typesetter = new Typesetter(STYLE.fonts());
    int above = 0;
    for (LabelLayout.Line line : layout.lines()) {
      int right =
          line.x() + (int) Math.ceil(typesetter.width(line.text().text()) * line.size() - 0.001);
      int bottom = line.top() + line.size();
      assertThat(line.top()).as(as).isGreaterThanOrEqualTo(above);
      assertThat(bottom).as(as).isLessThanOrEqualTo(layout.height());
      assertThat(right)
          .as(as)
          .isLessThanOrEqualTo(Math.min(layout.width(), line.x() + line.room()));
      boolean beside = line.x() >= left + side;
      boolean below = line.top() >= top + side;
      assertThat(beside || below).as(as).isTrue();
      above = bottom;
    }
    assertThat(layout.lines().stream().map(line -> line.text().text()).toList())
        .as(as)
        .anyMatch(text -> text.contains("(01)04600682000129"))
        .anyMatch(text -> text.contains("(21)"));
  }
}
