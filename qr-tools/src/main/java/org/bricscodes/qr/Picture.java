package org.bricscodes.qr;

import java.util.Arrays;
import java.util.List;
import org.bricscodes.qr.FoundSymbol.Corner;

/** A picture in shades of grey, 0 black to 255 white, row by row. */
final class Picture {

  private final int width;
  private final int height;
  private final byte[] grey;
  private final int scale;

  /** {@code scale} is how many pixels of the file one pixel of this picture stands for. */
  Picture(int width, int height, byte[] grey, int scale) {
    this.width = width;
    this.height = height;
    this.grey = grey;
    this.scale = scale;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** The shades themselves, not a copy: decoders read them and change nothing. */
  byte[] grey() {
    return grey;
  }

  int scale() {
    return scale;
  }

  int at(int x, int y) {
    return grey[y * width + x] & 0xFF;
  }

  /** This picture with white in some convex areas, each given by its corners in order. */
  Picture blanked(List<List<Corner>> areas) {
    byte[] blanked = grey.clone();
    for (List<Corner> area : areas) {
      int top = area.stream().mapToInt(Corner::y).min().orElse(0);
      int bottom = area.stream().mapToInt(Corner::y).max().orElse(-1);
      for (int y = Math.max(top, 0); y <= Math.min(bottom, height - 1); y++) {
        double from = width;
        double to = -1;
        for (int i = 0; i < area.size(); i++) {
          Corner one = area.get(i);
          Corner next = area.get((i + 1) % area.size());
          if (Math.min(one.y(), next.y()) <= y && y <= Math.max(one.y(), next.y())) {
            double part = one.y() == next.y() ? 0 : (y - one.y()) / (double) (next.y() - one.y());
            double x = blend(one.x(), next.x(), part);
            from = Math.min(from, one.y() == next.y() ? Math.min(one.x(), next.x()) : x);
            to = Math.max(to, one.y() == next.y() ? Math.max(one.x(), next.x()) : x);
          }
        }
        int begin = Math.clamp(Math.round(from), 0, width);
        int end = Math.clamp(Math.round(to) + 1, begin, width);
        Arrays.fill(blanked, y * width + begin, y * width + end, (byte) 255);
      }
    }
    return new Picture(width, height, blanked, scale);
  }

  /** This picture with light and dark exchanged. */
  Picture inverted() {
    byte[] inverted = new byte[grey.length];
    for (int i = 0; i < grey.length; i++) {
      inverted[i] = (byte) ~grey[i];
    }
    return new Picture(width, height, inverted, scale);
  }

  /** This picture made smaller by a whole number, so that no side is longer; itself if it fits. */
  Picture within(int side) {
    int times = (Math.max(width, height) + side - 1) / side;
    int w = width / Math.max(times, 1);
    int h = height / Math.max(times, 1);
    if (times <= 1 || w == 0 || h == 0) {
      return this;
    }
    byte[] small = new byte[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int sum = 0;
        for (int row = y * times; row < (y + 1) * times; row++) {
          for (int column = x * times; column < (x + 1) * times; column++) {
            sum += at(column, row);
          }
        }
        small[y * w + x] = (byte) (sum / (times * times));
      }
    }
    return new Picture(w, h, small, scale);
  }

  /** This picture made larger by a whole number, shades blended between neighbours. */
  Picture enlarged(int times) {
    int w = width * times;
    int h = height * times;
    byte[] large = new byte[w * h];
    for (int y = 0; y < h; y++) {
      double sourceY = Math.clamp((y + 0.5) / times - 0.5, 0, height - 1.0);
      int top = (int) sourceY;
      int bottom = Math.min(top + 1, height - 1);
      for (int x = 0; x < w; x++) {
        double sourceX = Math.clamp((x + 0.5) / times - 0.5, 0, width - 1.0);
        int left = (int) sourceX;
        int right = Math.min(left + 1, width - 1);
        double upper = blend(at(left, top), at(right, top), sourceX - left);
        double lower = blend(at(left, bottom), at(right, bottom), sourceX - left);
        large[y * w + x] = (byte) Math.round(blend(upper, lower, sourceY - top));
      }
    }
    return new Picture(w, h, large, scale);
  }

  private static double blend(double from, double to, double part) {
    return from + (to - from) * part;
  }

  /** This picture as a camera held it: turned and mirrored by an EXIF orientation, 1 to 8. */
  Picture upright(int orientation) {
    if (orientation < 2 || orientation > 8) {
      return this;
    }
    boolean turned = orientation >= 5;
    int w = turned ? height : width;
    int h = turned ? width : height;
    byte[] upright = new byte[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int column = turned ? y : x;
        int row = turned ? x : y;
        boolean fromRight =
            orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBottom =
            orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        column = fromRight ? width - 1 - column : column;
        row = fromBottom ? height - 1 - row : row;
        upright[y * w + x] = grey[row * width + column];
      }
    }
    return new Picture(w, h, upright, scale);
  }
}
