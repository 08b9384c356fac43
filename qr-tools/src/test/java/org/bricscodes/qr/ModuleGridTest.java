package org.bricscodes.qr;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.qrcode.encoder.ByteMatrix;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleGridTest {

  private static final long SEED = 4;

  @Test
  void grid_fresh_hasNoModules() {
    ModuleGrid grid = new ModuleGrid();

    assertThat(grid.size()).isZero();
    assertThat(grid.isDark(0, 0)).isFalse();
  }

  /** One, two and three words a row. */
  @ParameterizedTest
  @ValueSource(ints = {21, 61, 65, 125, 129, 177})
  void grid_ofAnySize_saysWhatItsMatrixSays(int size) {
    ByteMatrix matrix = random(size);
    ModuleGrid grid = new ModuleGrid();
    grid.copyFrom(random(177));

    grid.copyFrom(matrix);

    assertThat(grid.size()).isEqualTo(size);
    assertThat(grid.wordsPerRow()).isEqualTo((size + 63) / 64);
    for (int row = 0; row < size; row++) {
      for (int column = -9; column < size + 9; column++) {
        assertThat(grid.isDark(column, row))
            .as("seed %d", SEED)
            .isEqualTo(dark(matrix, column, row));
      }
      for (int column = -8; column < size + 8; column++) {
        for (int i = 0; i < 8; i++) {
          assertThat(((grid.eight(column, row) >> i) & 1) == 1)
              .isEqualTo(dark(matrix, column + i, row));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 61, 65, 177})
  void runs_coverTheDarkModules(int size) {
    ByteMatrix matrix = random(size);
    ModuleGrid grid = new ModuleGrid();
    grid.copyFrom(matrix);

    for (int row = 0; row < size; row++) {
      int light = 0;
      while (light < size) {
        int dark = grid.nextDark(light, row);
        for (int column = light; column < dark; column++) {
          assertThat(dark(matrix, column, row)).isFalse();
        }
        light = grid.nextLight(dark, row);
        for (int column = dark; column < light; column++) {
          assertThat(dark(matrix, column, row)).isTrue();
        }
        assertThat(dark < size).isEqualTo(light > dark);
      }
    }
  }

  private static boolean dark(ByteMatrix matrix, int column, int row) {
    return column >= 0 && column < matrix.getWidth() && matrix.get(column, row) == 1;
  }

  private static ByteMatrix random(int size) {
    Random random = new Random(SEED);
    ByteMatrix matrix = new ByteMatrix(size, size);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        matrix.set(column, row, random.nextBoolean());
      }
    }
    return matrix;
  }
}
