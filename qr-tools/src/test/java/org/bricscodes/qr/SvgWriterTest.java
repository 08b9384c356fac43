package org.bricscodes.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.qrcode.encoder.ByteMatrix;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bricscodes.gs1.DigitalLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgWriterTest {

  private static final long SEED = 11;

  private static final Pattern RECTANGLE =
      Pattern.compile("M(\\d+) (\\d+)h(\\d+)v(\\d+)(?:h-(\\d+)|H0)z");

  @ParameterizedTest
  @MethodSource("org.bricscodes.qr.QrSymbolTest#links")
  void svg_anyLink_readsBackExactly(String uri, ErrorCorrection level) throws Exception {
    Modules drawn = draw(QrSymbol.of(DigitalLink.parse(uri), level).svg());

    assertThat(drawn.read(4).getText()).isEqualTo(uri);
  }

  @Test
  void svg_ofPack_drawsEveryModuleOnItsOwnGround() throws Exception {
    QrSymbol symbol = QrSymbol.of(DigitalLink.parse(QrSymbolTest.PACK));

    Modules drawn = draw(symbol.svg());

    assertThat(drawn.width()).isEqualTo(41);
    for (int y = 0; y < 41; y++) {
      for (int x = 0; x < 41; x++) {
        assertThat(drawn.isDark(x, y)).isEqualTo(symbol.isDark(x - 4, y - 4));
      }
    }
    assertThat(symbol.svg())
        .startsWith(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 41 41\""
                + " shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h41v41H0z\"/>")
        .hasSizeLessThan(5000);
  }

  /** Beyond version 11, where a row is several words, as well. */
  @ParameterizedTest
  @ValueSource(ints = {21, 57, 61, 65, 101, 177})
  void write_anySymbol_drawsItWithinItsLength(int size) throws Exception {
    ModuleGrid grid = new ModuleGrid();
    Random random = new Random(SEED);
    for (int symbol = 0; symbol < 4; symbol++) {
      ByteMatrix matrix = new ByteMatrix(size, size);
      for (int i = 0; i < size * size; i++) {
        // All light, a chequer of most runs, at random, all dark.
        int dark = symbol == 2 ? random.nextInt(2) : symbol == 1 ? (i + i / size + 1) % 2 : symbol;
        matrix.set(i % size, i / size, dark > 0);
      }
      grid.copyFrom(matrix);
      byte[] out = new byte[SvgWriter.maxLength(size) + 1];
      Arrays.fill(out, (byte) '?');

      int length = SvgWriter.write(grid, out, 1);

      assertThat(out[0]).isEqualTo((byte) '?');
      Modules drawn = draw(new String(out, 1, length, StandardCharsets.US_ASCII));
      for (int y = 0; y < size + 8; y++) {
        for (int x = 0; x < size + 8; x++) {
          assertThat(drawn.isDark(x, y)).as("seed %d", SEED).isEqualTo(grid.isDark(x - 4, y - 4));
        }
      }
    }
  }

  @Test
  void write_noRoom_isRefused() {
    ModuleGrid grid = new ModuleGrid();
    QrSymbol.of(DigitalLink.parse(QrSymbolTest.PACK)).copyTo(grid);
    byte[] out = new byte[SvgWriter.maxLength(33) - 1];

    assertThatThrownBy(() -> SvgWriter.write(grid, out, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(out).containsOnly(0);
  }

  @Test
  void write_emptyGrid_isRefused() {
    assertThatThrownBy(() -> SvgWriter.write(new ModuleGrid(), new byte[1000], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the grid is empty");
  }

  /** Rasterises what the document says, path by path, one pixel a unit. */
  private static Modules draw(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Element root =
        factory
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getDocumentElement();
    String[] box = root.getAttribute("viewBox").split(" ", -1);
    Modules modules = Modules.onDarkPage(Integer.parseInt(box[2]), Integer.parseInt(box[3]));
    NodeList paths = root.getElementsByTagName("path");
    for (int i = 0; i < paths.getLength(); i++) {
      Element path = (Element) paths.item(i);
      fill(modules, path.getAttribute("d"), path.getAttribute("fill").equals("#000"));
    }
    return modules;
  }

  private static void fill(Modules modules, String path, boolean dark) {
    Matcher rectangle = RECTANGLE.matcher(path);
    int read = 0;
    while (rectangle.find()) {
      assertThat(rectangle.start()).isEqualTo(read);
      read = rectangle.end();
      int left = Integer.parseInt(rectangle.group(1));
      int top = Integer.parseInt(rectangle.group(2));
      int width = Integer.parseInt(rectangle.group(3));
      int height = Integer.parseInt(rectangle.group(4));
      for (int y = top; y < top + height; y++) {
        for (int x = left; x < left + width; x++) {
          if (dark) {
            modules.paintDark(x, y);
          } else {
            modules.paintLight(x, y);
          }
        }
      }
    }
    assertThat(read).isEqualTo(path.length());
  }
}
