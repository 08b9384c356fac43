package org.bricscodes.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetGridTest {

  @ParameterizedTest
  @CsvSource({
    "L7159, 24, 139.2, 250.2",
    "L7160, 21, 139.28, 243.75",
    "L7163, 14, 106.25, 243.75",
    "L7651, 65, 167.15, 265.1",
    "L7120, 35, 167.5, 251.0",
    "5160, 30, 144.4625, 241.3",
    "5163, 10, 110.33125, 215.9"
  })
  void named_commonSheet_hasItsLastLabelWhereTheMakerSays(
      String name, int labels, double lastX, double lastY) {
    SheetGrid sheet = SheetGrid.named(name).orElseThrow();

    assertThat(sheet.labelsPerPage()).isEqualTo(labels);
    assertThat(sheet.x(labels - 1)).isCloseTo(lastX, within(0.1));
    assertThat(sheet.y(labels - 1)).isCloseTo(lastY, within(0.1));
  }

  @Test
  void common_sheets_areCentredOnTheirPages() {
    assertThat(SheetGrid.common())
        .allSatisfy(
            sheet -> {
              double right = sheet.pageWidth() - sheet.x(sheet.columns() - 1) - sheet.labelWidth();
              assertThat(right).isCloseTo(sheet.left(), within(0.5));
              int last = sheet.labelsPerPage() - 1;
              double foot = sheet.pageHeight() - sheet.y(last) - sheet.labelHeight();
              assertThat(foot).isCloseTo(sheet.top(), within(0.5));
            });
  }

  @Test
  void named_otherCase_isFound() {
    assertThat(SheetGrid.named("l7160")).contains(SheetGrid.named("L7160").orElseThrow());
    assertThat(SheetGrid.named("L9999")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 297, 10, 10, 2, 2, 50, 50, 0, 0, 'a page of up to 1500 × 1500 mm'",
    "NaN, 297, 10, 10, 2, 2, 50, 50, 0, 0, 'a page of up to 1500 × 1500 mm'",
    "210, 297, -1, 10, 2, 2, 50, 50, 0, 0, none below zero",
    "210, 297, NaN, 10, 2, 2, 50, 50, 0, 0, none below zero",
    "210, 297, 10, 10, 0, 2, 50, 50, 0, 0, 1 to 1000 labels a page",
    "210, 297, 10, 10, 40000, 60000, 50, 50, 0, 0, 1 to 1000 labels a page",
    "210, 297, 10, 10, 2, 2, 0, 50, 0, 0, labels with an area",
    "210, 297, 10, 10, 4, 2, 50, 50, 1, 0, at most the page's 210.0 × 297.0 mm",
    "210, 297, 10, 10, 2, 6, 50, 50, 0, 0, at most the page's 210.0 × 297.0 mm"
  })
  void custom_impossibleGrid_saysWhatWouldBeRight(
      double pageWidth,
      double pageHeight,
      double left,
      double top,
      int columns,
      int rows,
      double width,
      double height,
      double gapX,
      double gapY,
      String expected) {
    assertThatThrownBy(
            () ->
                new SheetGrid(
                    "custom",
                    pageWidth,
                    pageHeight,
                    left,
                    top,
                    columns,
                    rows,
                    width,
                    height,
                    gapX,
                    gapY))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void custom_manyFaults_areAllSaid() {
    assertThatThrownBy(() -> new SheetGrid("custom", 0, 0, -1, 0, 0, 0, 0, 0, 0, 0))
        .isInstanceOfSatisfying(LabelException.class, e -> assertThat(e.faults()).hasSize(4));
  }
}
