package org.bricscodes.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bricscodes.label.LabelFault.Reason;
import org.bricscodes.qr.ErrorCorrection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZplLabelsTest {

  private static final LabelSize SIZE = LabelSize.of(70, 40);
  private static final byte[] ONE = "7GF04CNGMYKV4H93".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @CsvSource({"DPI_203, 4, 0.5005", "DPI_300, 6, 0.508", "DPI_600, 12, 0.508"})
  void module_isWholeDotsNearestTheTarget(PrinterDensity density, int dots, double millimetres) {
    ZplLabels labels = labels(Sample.TEA, density);

    assertThat(labels.dotsPerModule()).isEqualTo(dots);
    assertThat(labels.moduleMillimetres()).isCloseTo(millimetres, within(0.001));
  }

  @ParameterizedTest
  @CsvSource({"DPI_203, 4, 22", "DPI_300, 5, 19", "DPI_600, 10, 19"})
  void module_onASmallLabel_isTheLeastOfTheStandard(
      PrinterDensity density, int dots, double height) {
    ZplLabels labels =
        new ZplLabels(
            Sample.TEA, Sample.qr(), LabelStyle.USUAL, LabelSize.of(60, height + 0.6), density);

    assertThat(labels.dotsPerModule()).isEqualTo(dots);
    assertThat(labels.moduleMillimetres()).isGreaterThanOrEqualTo(0.396);
  }

  @ParameterizedTest
  @EnumSource(PrinterDensity.class)
  void write_anySerial_printsItsLinkAndItsText(PrinterDensity density) throws Exception {
    long seed = 20261125;
    byte[] serials = Sample.serials(40, new Random(seed));
    ZplLabels labels = labels(Sample.TEA, density);

    for (int i = 0; i < 40; i++) {
      byte[] label = new byte[labels.length()];
      labels.write(serials, 16 * i, label, 0);
      ZplPrinter printer = new ZplPrinter(label);

      assertThat(printer.paper().read().getText())
          .as("seed %d, label %d", seed, i)
          .isEqualTo(Sample.LINK + Sample.serial(serials, i));
      assertThat(printer.texts.stream().map(ZplPrinter.Text::text))
          .containsExactly(
              "Anxi Tie Guan Yin",
              "(01)04600682000129",
              "(10)A26-07",
              "(21)" + Sample.serial(serials, i),
              "Best before 2027-12-31");
    }
  }

  @Test
  void write_dataMatrix_printsTheElementString() throws Exception {
    ZplLabels labels =
        new ZplLabels(
            Sample.TEA, Sample.dataMatrix(), LabelStyle.USUAL, SIZE, PrinterDensity.DPI_300);
    byte[] label = new byte[labels.length()];

    labels.write(ONE, 0, label, 0);

    ZplPrinter printer = new ZplPrinter(label);
    ZplPrinter.Graphic symbol = printer.graphics.getLast();
    Result read =
        printer.paper().part(symbol.x(), symbol.y(), symbol.width(), symbol.height()).read();
    assertThat(read.getText())
        .isEqualTo("\u001D0104600682000129" + "17271231" + "10A26-07\u001D217GF04CNGMYKV4H93");
    assertThat(read.getResultMetadata().get(ResultMetadataType.SYMBOLOGY_IDENTIFIER))
        .isEqualTo("]d2");
  }

  @Test
  void write_intoTheMiddle_touchesNothingElse() {
    ZplLabels labels = labels(Sample.TEA, PrinterDensity.DPI_203);
    byte[] alone = new byte[labels.length()];
    byte[] within = new byte[labels.length() + 20];
    byte[] serials = "0000000".concat("7GF04CNGMYKV4H93").getBytes(StandardCharsets.US_ASCII);

    labels.write(ONE, 0, alone, 0);
    labels.fork().write(serials, 7, within, 10);

    assertThat(within).startsWith(new byte[10]).endsWith(new byte[10]);
    assertThat(Arrays.copyOfRange(within, 10, 10 + alone.length)).isEqualTo(alone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^XZ^XA^FDfree^FS^XZ",
        "~JA",
        "a_5EXZ_7EJA b",
        "\\&\\&",
        "^FS^FO0,0^GB800,800,800^FS",
        "100 % <tea> & \"milk\" #1; $5 {x}|`'",
        "Café Zürich ÀÿÖ"
      })
  void name_thatLooksLikeCommands_isPrintedAsText(String name) {
    ZplLabels labels =
        new ZplLabels(
            Sample.named(name),
            Sample.qr(),
            LabelStyle.USUAL,
            LabelSize.of(100, 60),
            PrinterDensity.DPI_300);
    byte[] label = new byte[labels.length()];

    labels.write(ONE, 0, label, 0);

    ZplPrinter printer = new ZplPrinter(label);
    assertThat(printer.texts.getFirst().text()).isEqualTo(name);
    assertThat(printer.graphics).hasSize(1);
    String zpl = new String(label, StandardCharsets.US_ASCII);
    assertThat(zpl.indexOf("^XZ")).isEqualTo(zpl.length() - 4);
    assertThat(zpl).doesNotContain("~");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tea\n^XZ", "te\u0000a", "tea\u2028x", "a\u202Eb", "a\tb"})
  void name_withControlCharacters_isRefused(String name) {
    assertThatThrownBy(() -> labels(Sample.named(name), PrinterDensity.DPI_300))
        .isInstanceOfSatisfying(
            LabelException.class,
            e -> assertThat(e.faults().getFirst().reason()).isEqualTo(Reason.CHARACTER));
  }

  @Test
  void name_inCyrillic_isAPictureClearOfTheSymbol() throws Exception {
    ZplLabels labels = labels(Sample.named("Чай «Те Гуань Инь»"), PrinterDensity.DPI_300);
    byte[] label = new byte[labels.length()];

    labels.write(ONE, 0, label, 0);

    ZplPrinter printer = new ZplPrinter(label);
    assertThat(printer.paper().read().getText()).isEqualTo(Sample.LINK + "7GF04CNGMYKV4H93");
    assertThat(printer.graphics).hasSize(2);
    ZplPrinter.Graphic name = printer.graphics.getFirst();
    ZplPrinter.Graphic symbol = printer.graphics.getLast();
    assertThat(name.x()).isGreaterThanOrEqualTo(symbol.x() + 37 * 6);
    assertThat(name.x() + name.width()).isLessThanOrEqualTo(826);
    assertThat(printer.paper().isClear(name.x(), name.y(), name.width(), name.height())).isFalse();
  }

  @Test
  void name_withSignsThatPrintersMayLack_isAPicture() {
    ZplLabels labels = labels(Sample.named("Café – „Zürich“ €5"), PrinterDensity.DPI_300);
    byte[] label = new byte[labels.length()];

    labels.write(ONE, 0, label, 0);

    assertThat(new ZplPrinter(label).graphics).hasSize(2);
  }

  @Test
  void quietZone_isClearOnEveryLabel() {
    ZplLabels labels = labels(Sample.TEA, PrinterDensity.DPI_203);
    byte[] label = new byte[labels.length()];

    labels.write(ONE, 0, label, 0);

    ZplPrinter printer = new ZplPrinter(label);
    ZplPrinter.Graphic symbol = printer.graphics.getLast();
    assertThat(symbol.x()).isGreaterThanOrEqualTo(16);
    assertThat(symbol.y()).isGreaterThanOrEqualTo(16);
    assertThat(printer.texts)
        .allSatisfy(text -> assertThat(text.x()).isGreaterThanOrEqualTo(symbol.x() + 33 * 4 + 16));
  }

  @Test
  void label_tooSmallForTheSymbol_saysHowLargeItMustBe() {
    assertThatThrownBy(
            () ->
                new ZplLabels(
                    Sample.TEA,
                    Sample.qr(),
                    LabelStyle.USUAL,
                    LabelSize.of(40, 15),
                    PrinterDensity.DPI_300))
        .isInstanceOf(LabelException.class)
        .hasMessage(
            "the label is too small (symbol): found 13.000 mm, expected at least 17.357 mm for the"
                + " symbol and its quiet zone");
  }

  @Test
  void label_tooSmallForTheText_isRefused() {
    LabelFacts wordy =
        Sample.named("A name as long as names of teas in catalogues may be, and more");

    assertThatThrownBy(
            () ->
                new ZplLabels(
                    wordy,
                    Sample.qr(),
                    LabelStyle.USUAL,
                    LabelSize.of(22, 22),
                    PrinterDensity.DPI_300))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("a larger label, or less text");
  }

  @Test
  void dots_thatMakeModulesTooSmall_areRefused() {
    LabelStyle style = new LabelStyle(PrintUse.RETAIL, 3, List.of());

    assertThatThrownBy(
            () -> new ZplLabels(Sample.TEA, Sample.qr(), style, SIZE, PrinterDensity.DPI_203))
        .isInstanceOf(LabelException.class)
        .hasMessage(
            "modules are too small to be read (symbol): found 0.375 mm, expected at least 0.396 mm,"
                + " which is 4 dots at 203 dpi");
  }

  @Test
  void generalDistribution_hasLargerModules() {
    LabelStyle style = new LabelStyle(PrintUse.GENERAL_DISTRIBUTION, 0, List.of());

    ZplLabels labels =
        new ZplLabels(
            Sample.TEA,
            Sample.qr(ErrorCorrection.Q),
            style,
            LabelSize.of(100, 60),
            PrinterDensity.DPI_203);

    assertThat(labels.dotsPerModule()).isEqualTo(8);
  }

  private static ZplLabels labels(LabelFacts facts, PrinterDensity density) {
    return new ZplLabels(facts, Sample.qr(), LabelStyle.USUAL, SIZE, density);
  }
}
