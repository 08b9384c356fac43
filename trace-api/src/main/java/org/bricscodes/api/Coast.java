package org.bricscodes.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where land is, to a quarter of a degree: enough to recognise a sea, too little to navigate. */
final class Coast {

  private static final double QUARTER = 0.25;

  private final List<double[]> shores;

  private Coast(List<double[]> shores) {
    this.shores = List.copyOf(shores);
  }

  static Coast load() {
    List<double[]> shores = new ArrayList<>();
    Resources.text("land.txt")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> shores.add(shore(line)));
    return new Coast(shores);
  }

  /**
   * The land inside a rectangle of degrees, as polygons of longitude and latitude in turn. East may
   * lie beyond 180.
   */
  List<double[]> within(double west, double south, double east, double north) {
    List<double[]> pieces = new ArrayList<>();
    for (double turn = -360; turn <= 360; turn += 360) {
      for (double[] shore : shores) {
        double[] piece = moved(shore, turn);
        piece = cut(piece, 0, west, 1);
        piece = cut(piece, 0, east, -1);
        piece = cut(piece, 1, south, 1);
        piece = cut(piece, 1, north, -1);
        if (piece.length >= 6) {
          pieces.add(piece);
        }
      }
    }
    return pieces;
  }

  private static double[] shore(String line) {
    String[] numbers = line.split("[ ,]", -1);
    double[] shore = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      shore[i] = Integer.parseInt(numbers[i]) * QUARTER;
    }
    return shore;
  }

  private static double[] moved(double[] shore, double turn) {
    double[] moved = shore.clone();
    for (int i = 0; i < moved.length; i += 2) {
      moved[i] += turn;
    }
    return moved;
  }

  /**
   * One side of Sutherland and Hodgman's clipping: keeps what lies beyond {@code edge}.
   *
   * @param axis 0: longitude, 1: latitude
   * @param sign 1: what is greater stays; -1: what is less
   */
  private static double[] cut(double[] polygon, int axis, double edge, int sign) {
    double[] kept = new double[2 * polygon.length];
    int n = 0;
    for (int i = 0; i < polygon.length; i += 2) {
      int j = (i + 2) % polygon.length;
      double here = sign * (polygon[i + axis] - edge);
      double there = sign * (polygon[j + axis] - edge);
      if (here >= 0) {
        kept[n++] = polygon[i];
        kept[n++] = polygon[i + 1];
      }
      if ((here >= 0) != (there >= 0)) {
        double share = here / (here - there);
        kept[n++] = polygon[i] + share * (polygon[j] - polygon[i]);
        kept[n++] = polygon[i + 1] + share * (polygon[j + 1] - polygon[i + 1]);
      }
    }
    return Arrays.copyOf(kept, n);
  }
}
