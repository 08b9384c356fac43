package org.bricscodes.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bricscodes.label.LabelFault.Reason;
import org.bricscodes.qr.ErrorCorrection;
import org.bricscodes.qr.SymbolPress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SymbolPrintTest {

  @ParameterizedTest
  @CsvSource({
    "203, 3, RETAIL, false",
    "203, 4, RETAIL, true",
    "300, 4, RETAIL, false",
    "300, 5, RETAIL, true",
    "600, 9, RETAIL, false",
    "600, 10, RETAIL, true",
    "203, 5, GENERAL_DISTRIBUTION, false",
    "203, 6, GENERAL_DISTRIBUTION, true",
    "203, 2, OTHER, false",
    "203, 3, OTHER, true",
    "203, 8, RETAIL, false",
    "300, 11, RETAIL, true",
    "300, 12, RETAIL, false"
  })
  void module_isHeldAgainstTheUse(int dpi, int dots, PrintUse use, boolean accepted) {
    List<LabelFault> faults = SymbolPrint.of(Sample.qr(), dpi, dots, use).faults();

    assertThat(faults.isEmpty()).isEqualTo(accepted);
  }

  @Test
  void module_tooLarge_saysHowManyDotsAtMost() {
    List<LabelFault> faults = SymbolPrint.of(Sample.qr(), 203, 8, PrintUse.RETAIL).faults();

    assertThat(faults)
        .containsExactly(
            new LabelFault(
                Reason.MODULE_TOO_LARGE,
                "symbol",
                "1.001 mm",
                "at most 0.990 mm, which is 7 dots at 203 dpi"));
  }

  @Test
  void module_ofAPartOfADot_isRefused() {
    List<LabelFault> faults = SymbolPrint.of(Sample.qr(), 300, 5.5, PrintUse.RETAIL).faults();

    assertThat(faults)
        .containsExactly(
            new LabelFault(Reason.MODULE_NOT_WHOLE, "symbol", "5.500 dots", "5 or 6 dots"));
  }

  @ParameterizedTest
  @CsvSource({"0, false", "3, false", "4, true", "10, true"})
  void quietZone_ofAQrCode_isFourModules(int modules, boolean accepted) {
    SymbolPrint print = SymbolPrint.of(Sample.qr(), 300, 5, PrintUse.RETAIL);

    assertThat(print.withQuietZone(modules).faults().isEmpty()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true"})
  void quietZone_ofADataMatrix_isOneModule(int modules, boolean accepted) {
    SymbolPrint print = SymbolPrint.of(Sample.dataMatrix(), 300, 5, PrintUse.RETAIL);

    assertThat(print.withQuietZone(modules).faults().isEmpty()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "L, 0.01, false",
    "M, 0.01, false",
    "M, 0, true",
    "Q, 0.08, true",
    "Q, 0.081, false",
    "H, 0.08, true",
    "H, 0.2, false"
  })
  void overprint_isHeldAgainstTheLevel(ErrorCorrection level, double share, boolean accepted) {
    SymbolPrint print = SymbolPrint.of(Sample.qr(level), 300, 5, PrintUse.RETAIL);

    assertThat(print.withOverprint(share).faults().isEmpty()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @EnumSource(PrintUse.class)
  void inverted_isNeverRight(PrintUse use) {
    int dots = use == PrintUse.GENERAL_DISTRIBUTION ? 9 : 6;

    List<LabelFault> faults = SymbolPrint.of(Sample.qr(), 300, dots, use).inverted().faults();

    assertThat(faults).extracting(LabelFault::reason).containsExactly(Reason.INVERTED);
  }

  @Test
  void density_ofALongLink_isRefused() {
    String link = "https://trace.brics.org/" + "LONG/".repeat(240) + "01/04600682000129/21/";
    LabelSymbol dense =
        new LabelSymbol.Qr(SymbolPress.of(link, 16, ErrorCorrection.H), ErrorCorrection.H);

    List<LabelFault> faults = SymbolPrint.of(dense, 300, 5, PrintUse.RETAIL).faults();

    assertThat(faults).extracting(LabelFault::reason).containsExactly(Reason.TOO_DENSE);
    assertThat(SymbolPrint.faultsAtAnySize(dense, 0.09))
        .extracting(LabelFault::reason)
        .containsExactly(Reason.OVERPRINT, Reason.TOO_DENSE);
  }

  @Test
  void atAnySize_theSizeOfModulesSaysNothing() {
    assertThat(SymbolPrint.faultsAtAnySize(Sample.qr(), 0)).isEmpty();
    assertThat(SymbolPrint.faultsAtAnySize(Sample.dataMatrix(), 0.01))
        .extracting(LabelFault::reason)
        .containsExactly(Reason.OVERPRINT);
  }

  @Test
  void room_tooSmall_saysHowMuchIsNeeded() {
    SymbolPrint print = SymbolPrint.of(Sample.qr(), 300, 5, PrintUse.RETAIL);

    assertThat(print.sideMillimetres()).isBetween(17.356, 17.358);
    assertThat(print.faultsWithin(17.36)).isEmpty();
    assertThat(print.faultsWithin(17.3))
        .containsExactly(
            new LabelFault(
                Reason.NO_ROOM,
                "symbol",
                "17.300 mm",
                "at least 17.357 mm for the symbol and its quiet zone"));
  }

  @Test
  void faults_areAllSaidAtOnce() {
    List<LabelFault> faults =
        SymbolPrint.of(Sample.qr(), 203, 2.5, PrintUse.RETAIL)
            .withQuietZone(2)
            .withOverprint(0.1)
            .inverted()
            .faultsWithin(5);

    assertThat(faults)
        .extracting(LabelFault::reason)
        .containsExactly(
            Reason.MODULE_TOO_SMALL,
            Reason.MODULE_NOT_WHOLE,
            Reason.QUIET_ZONE,
            Reason.OVERPRINT,
            Reason.INVERTED,
            Reason.NO_ROOM);
  }
}
