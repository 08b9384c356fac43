package org.bricscodes.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.GeneralPath;
import org.junit.jupiter.api.Test;

class RasterTest {

  @Test
  void square_isDarkWhereDotsHaveTheirCentres() {
    GeneralPath square = new GeneralPath();
    box(square, 0.1, 0.1, 0.5, 0.5);
    square.closePath();

    Raster raster = Raster.of(square, 10, 8, 10, 10);

    assertThat(lines(raster))
        .containsExactly(
            "..........",
            "..........",
            "..........",
            ".####.....",
            ".####.....",
            ".####.....",
            ".####.....",
            "..........",
            "..........",
            "..........");
  }

  @Test
  void hole_isWhatWindsTheOtherWay() {
    GeneralPath ring = new GeneralPath();
    box(ring, 0, 0, 0.8, 0.8);
    ring.closePath();
    ring.moveTo(0.2, 0.2);
    ring.lineTo(0.2, 0.6);
    ring.lineTo(0.6, 0.6);
    ring.lineTo(0.6, 0.2);
    ring.closePath();

    Raster raster = Raster.of(ring, 10, 8, 8, 8);

    assertThat(lines(raster))
        .containsExactly(
            "########",
            "########",
            "##....##",
            "##....##",
            "##....##",
            "##....##",
            "########",
            "########");
  }

  @Test
  void overlap_thatWindsTheSameWay_isDark() {
    GeneralPath two = new GeneralPath();
    box(two, 0, 0, 0.6, 0.8);
    two.closePath();
    box(two, 0.2, 0, 0.8, 0.8);

    assertThat(lines(Raster.of(two, 10, 8, 8, 1))).containsExactly("########");
  }

  @Test
  void whatLiesOutside_isCutOff() {
    GeneralPath large = new GeneralPath();
    box(large, -5, -5, 5, 5);

    assertThat(lines(Raster.of(large, 10, 8, 9, 2))).containsExactly("#########", "#########");
  }

  private static void box(GeneralPath path, double x1, double y1, double x2, double y2) {
    path.moveTo(x1, y1);
    path.lineTo(x2, y1);
    path.lineTo(x2, y2);
    path.lineTo(x1, y2);
  }

  private static String[] lines(Raster raster) {
    String[] lines = new String[raster.height()];
    byte[] rows = raster.rows();
    for (int y = 0; y < lines.length; y++) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < raster.width(); x++) {
        int eight = rows[y * raster.bytesPerRow() + x / 8];
        line.append((eight & 0x80 >> x % 8) != 0 ? '#' : '.');
      }
      lines[y] = line.toString();
    }
    return lines;
  }
}
