package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CellTest {

  @Test
  void points_ofOneCell_cannotBeToldApart() {
    assertThat(Cell.around(24.48, 118.09, 1)).isEqualTo(Cell.around(24.99, 118.91, 1));
    assertThat(Cell.around(24.48, 118.09, 1)).isEqualTo(new Cell(24.5, 118.5, 1));
    assertThat(Cell.around(-0.1, -0.1, 1)).isEqualTo(new Cell(-0.5, -0.5, 1));
  }

  @Test
  void distance_isTheLeastBetweenTheCells() {
    // Centres of Xiamen's and Moscow's cells: 7,222 km by the great circle; less 157 km of slack.
    Cell xiamen = Cell.around(24.48, 118.09, 1);
    assertThat(xiamen.kilometresTo(Cell.around(55.75, 37.62, 1))).isCloseTo(7062, within(30.0));
    assertThat(xiamen.kilometresTo(Cell.around(24.87, 118.68, 1))).isZero();
    assertThat(xiamen.kilometresTo(Cell.around(25.48, 118.09, 1))).isZero();
  }

  @Test
  void edgesOfTheMap_haveCells() {
    assertThat(Cell.around(90, 180, 1).latitude()).isEqualTo(90);
    assertThat(Cell.around(-90, -180, 10)).isEqualTo(new Cell(-85, -175, 10));
  }

  @Test
  void preciseCell_isRefused() {
    assertThatThrownBy(() -> Cell.around(24.48, 118.09, 0.01))
        .hasMessage("a cell is 0.5 to 10 degrees wide, found 0.01");
    assertThatThrownBy(() -> Cell.around(Double.NaN, 0, 1)).isInstanceOf(RuntimeException.class);
  }
}
