package org.bricscodes.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.bricscodes.gs1.DigitalLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngFormTest {

  private static final QrSymbol PACK = QrSymbol.of(DigitalLink.parse(QrSymbolTest.PACK));

  @ParameterizedTest
  @MethodSource("org.bricscodes.qr.QrSymbolTest#links")
  void png_anyLink_readsBackExactly(String uri, ErrorCorrection level) throws Exception {
    BufferedImage image = image(QrSymbol.of(DigitalLink.parse(uri), level).png(4));

    assertThat(modules(image).read(1).getText()).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 8, 9, 64})
  void png_anyScale_hasEveryPixelOfItsModule(int scale) throws IOException {
    BufferedImage image = image(PACK.png(scale));

    assertThat(image.getWidth()).isEqualTo(41 * scale);
    assertThat(image.getHeight()).isEqualTo(41 * scale);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        boolean dark = PACK.isDark(x / scale - 4, y / scale - 4);
        assertThat(image.getRGB(x, y)).isEqualTo(dark ? 0xFF000000 : 0xFFFFFFFF);
      }
    }
  }

  @Test
  void png_isOneBitGreyAndSmall() throws IOException {
    byte[] png = PACK.png(8);

    assertThat(image(png).getColorModel().getPixelSize()).isEqualTo(1);
    assertThat(png).hasSizeLessThan(450);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65})
  void png_scaleOutOfRange_isRefused(int scale) {
    assertThatThrownBy(() -> PACK.png(scale)).isInstanceOf(IllegalArgumentException.class);
  }

  private static BufferedImage image(byte[] png) throws IOException {
    return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
  }

  private static Modules modules(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    return Modules.of(width, height, image.getRGB(0, 0, width, height, null, 0, width));
  }
}
