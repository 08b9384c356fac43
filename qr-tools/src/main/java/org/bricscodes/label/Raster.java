package org.bricscodes.label;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.PathIterator;

/**
 * Printer dots of an outline: a dot is dark when its centre lies within (non-zero winding). Written
 * here and not left to the platform, so that the dots are the same on every machine.
 */
final class Raster {

  /** Curves become lines that stray less than this, in dots. */
  private static final double FLATNESS = 0.05;

  private final int width;
  private final int height;
  private final byte[] rows;

  private Raster(int width, int height) {
    this.width = width;
    this.height = height;
    this.rows = new byte[bytesPerRow() * height];
  }

  /**
   * Draws an outline given in ems.
   *
   * @param size dots of an em
   * @param baseline dots from the top to the baseline
   */
  static Raster of(GeneralPath outline, int size, int baseline, int width, int height) {
    Raster raster = new Raster(width, height);
    AffineTransform dots = new AffineTransform(size, 0, 0, -size, 0, baseline);
    for (int row = 0; row < height; row++) {
      raster.draw(outline.getPathIterator(dots, FLATNESS), row);
    }
    return raster;
  }

  int width() {
    return width;
  }

  int bytesPerRow() {
    return (width + 7) / 8;
  }

  int height() {
    return height;
  }

  /** Rows of bytes, the leftmost dot in the highest bit, dark 1. */
  byte[] rows() {
    return rows.clone();
  }

  private void draw(PathIterator lines, int row) {
    int[] winding = new int[width + 1];
    double y = row + 0.5;
    double[] point = new double[6];
    double startX = 0;
    double startY = 0;
    double fromX = 0;
    double fromY = 0;
    for (; !lines.isDone(); lines.next()) {
      int kind = lines.currentSegment(point);
      if (kind == PathIterator.SEG_MOVETO) {
        cross(winding, fromX, fromY, startX, startY, y);
        startX = point[0];
        startY = point[1];
      } else if (kind == PathIterator.SEG_LINETO) {
        cross(winding, fromX, fromY, point[0], point[1], y);
      } else {
        cross(winding, fromX, fromY, startX, startY, y);
        point[0] = startX;
        point[1] = startY;
      }
      fromX = point[0];
      fromY = point[1];
    }
    cross(winding, fromX, fromY, startX, startY, y);
    fill(winding, row);
  }

  /** Counts the dots right of where a line crosses the middle of a row, up or down. */
  private void cross(int[] winding, double x1, double y1, double x2, double y2, double y) {
    boolean down = y1 <= y && y2 > y;
    boolean up = y2 <= y && y1 > y;
    if (down || up) {
      double x = x1 + (y - y1) / (y2 - y1) * (x2 - x1);
      int first = (int) Math.ceil(Math.clamp(x - 0.5, 0, width));
      winding[first] += down ? 1 : -1;
    }
  }

  private void fill(int[] winding, int row) {
    int inside = 0;
    int at = row * bytesPerRow();
    for (int column = 0; column < width; column++) {
      inside += winding[column];
      if (inside != 0) {
        rows[at + (column >> 3)] |= (byte) (0x80 >> (column & 7));
      }
    }
  }
}
