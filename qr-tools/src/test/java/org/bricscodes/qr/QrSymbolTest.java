package org.bricscodes.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import java.util.stream.Stream;
import org.bricscodes.gs1.DigitalLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QrSymbolTest {

  static final String PACK =
      "https://trace.brics.org/01/04600682000129/10/A26-07/21/7GF04CNGMYKV4H93";

  static Stream<Arguments> links() {
    return Stream.of(
            PACK,
            "https://trace.brics.org/01/04600682000129",
            "http://localhost:8080/scan/01/04600682000129/10/A26-07/21/7QYKWDTJ7CZNDM7A",
            "https://id.gs1.org/01/04600682000129/10/a%2Fb%22c/21/7W60NE1KDD37R9TM?17=271231",
            "https://id.gs1.org/00/340123450000000000",
            "https://h.cn/01/04600682000129/10/12345678901234567890/21/00000000000000000000")
        .flatMap(uri -> Stream.of(ErrorCorrection.values()).map(level -> Arguments.of(uri, level)));
  }

  @ParameterizedTest
  @CsvSource({"M, 4", "Q, 5"})
  void of_packLink_fitsTheVersionOfTheBudget(ErrorCorrection level, int version) {
    QrSymbol symbol = QrSymbol.of(DigitalLink.parse(PACK), level);

    assertThat(symbol.version()).isEqualTo(version);
    assertThat(symbol.size()).isEqualTo(17 + 4 * version);
    assertThat(symbol.fullSize()).isEqualTo(25 + 4 * version);
    assertThat(symbol.level()).isEqualTo(level);
  }

  @Test
  void of_linkAlone_isLevelM() {
    assertThat(QrSymbol.of(DigitalLink.parse(PACK)).level()).isEqualTo(ErrorCorrection.M);
  }

  @ParameterizedTest
  @MethodSource("links")
  void modules_anyLink_readBackExactly(String uri, ErrorCorrection level) throws Exception {
    QrSymbol symbol = QrSymbol.of(DigitalLink.parse(uri), level);
    Modules modules = Modules.onDarkPage(symbol.fullSize(), symbol.fullSize());
    for (int y = 0; y < symbol.fullSize(); y++) {
      for (int x = 0; x < symbol.fullSize(); x++) {
        if (!symbol.isDark(x - QrSymbol.QUIET_ZONE, y - QrSymbol.QUIET_ZONE)) {
          modules.paintLight(x, y);
        }
      }
    }

    Result read = modules.read(4);

    assertThat(read.getText()).isEqualTo(uri).isEqualTo(symbol.text());
    assertThat(read.getResultMetadata())
        .containsEntry(ResultMetadataType.ERROR_CORRECTION_LEVEL, level.name())
        .containsEntry(ResultMetadataType.SYMBOLOGY_IDENTIFIER, "]Q1");
  }

  @Test
  void of_hostInUpperCase_isEncodedInLowerCase() throws Exception {
    QrSymbol symbol = QrSymbol.of(DigitalLink.parse("HTTPS://TRACE.BRICS.ORG/01/04600682000129"));

    assertThat(symbol.text()).isEqualTo("https://trace.brics.org/01/04600682000129");
  }

  @Test
  void of_linkTooLong_isRefused() {
    DigitalLink link =
        DigitalLink.parse("https://id.gs1.org/01/04600682000129?q=" + "x".repeat(2400));

    assertThatThrownBy(() -> QrSymbol.of(link)).isInstanceOf(IllegalArgumentException.class);
  }
}
