package org.bricscodes.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * What a link to a page looks like where it is sent to somebody: the verdict's sign, in white on
 * the verdict's colour. Drawn by distance to its lines, in shades between two colours, and written
 * as PNG (ISO/IEC 15948) with a palette; no fonts, no AWT, no third party. Pure; the same bytes on
 * every machine.
 */
final class VerdictPicture {

  static final int WIDTH = 600;
  static final int HEIGHT = 315;

  private static final int SHADES = 64;

  /** Pixels of a unit of the signs, which are drawn on a grid of 24 by 24. */
  private static final double UNIT = 9;

  private static final double HALF_LINE = 1.2 * UNIT;

  /** The disc behind the sign: its radius, and how much of white it has. */
  private static final double DISC = 135;

  private static final double DISC_SHADE = 0.16;

  private VerdictPicture() {}

  /** A line from one point of the grid to another. */
  private record Line(double x1, double y1, double x2, double y2) {

    double distance(double x, double y) {
      double dx = x2 - x1;
      double dy = y2 - y1;
      double length = dx * dx + dy * dy;
      double along = length == 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / length;
      double t = Math.clamp(along, 0, 1);
      return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
    }
  }

  /** The signs; each is another shape, so that colour is not all that tells. */
  enum Sign {
    TICK(lines(5, 13, 10, 18, 20, 7)),
    CLOCK(joined(arc(12, 12, 9, 0, 360), lines(12, 7, 12, 12, 15, 15))),
    RIBBON(lines(7, 4, 17, 4, 17, 20, 12, 16, 7, 20, 7, 4)),
    QUESTION(
        joined(
            joined(arc(12, 9, 4, 180, 405), lines(14.83, 11.83, 12, 13.4, 12, 15)), dot(12, 19.3))),
    ALARM(joined(lines(12, 4, 3, 20, 21, 20, 12, 4), joined(lines(12, 10, 12, 14), dot(12, 17.3)))),
    CROSS(joined(lines(6, 6, 18, 18), lines(18, 6, 6, 18)));

    @SuppressWarnings("ImmutableEnumChecker") // a list that nothing changes
    private final List<Line> lines;

    Sign(List<Line> lines) {
      this.lines = List.copyOf(lines);
    }
  }

  /**
   * The picture's file.
   *
   * @param colour of the ground, {@code 0xRRGGBB}
   */
  static byte[] png(Sign sign, int colour) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    ByteBuffer header = ByteBuffer.allocate(13).putInt(WIDTH).putInt(HEIGHT);
    header.put((byte) 8).put((byte) 3).put((byte) 0).put((byte) 0).put((byte) 0);
    chunk(file, "IHDR", header.array());
    chunk(file, "PLTE", palette(colour));
    chunk(file, "IDAT", deflated(pixels(sign)));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  /** From the colour to white. */
  private static byte[] palette(int colour) {
    byte[] palette = new byte[3 * SHADES];
    for (int i = 0; i < SHADES; i++) {
      for (int channel = 0; channel < 3; channel++) {
        int from = colour >> (16 - 8 * channel) & 0xFF;
        palette[3 * i + channel] = (byte) (from + (255 - from) * i / (SHADES - 1));
      }
    }
    return palette;
  }

  /** Rows of a filter byte and a shade for each pixel. */
  private static byte[] pixels(Sign sign) {
    byte[] pixels = new byte[(WIDTH + 1) * HEIGHT];
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        double x = column + 0.5 - WIDTH / 2.0;
        double y = row + 0.5 - HEIGHT / 2.0;
        double shade = DISC_SHADE * covered(DISC - Math.hypot(x, y));
        double distance = Double.MAX_VALUE;
        for (Line line : sign.lines) {
          distance = Math.min(distance, line.distance(12 + x / UNIT, 12 + y / UNIT) * UNIT);
        }
        shade = Math.max(shade, covered(HALF_LINE - distance));
        pixels[row * (WIDTH + 1) + 1 + column] = (byte) Math.round(shade * (SHADES - 1));
      }
    }
    return pixels;
  }

  /** How much of a pixel lies within an edge that is so far away. */
  private static double covered(double inside) {
    return Math.clamp(inside + 0.5, 0, 1);
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] some = new byte[8192];
      while (!deflater.finished()) {
        out.write(some, 0, deflater.deflate(some));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] bytes) {
    byte[] named = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(named);
    crc.update(bytes);
    file.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    file.writeBytes(named);
    file.writeBytes(bytes);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /** A line through these points: x, y, x, y, and so on. */
  private static List<Line> lines(double... points) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i + 3 < points.length; i += 2) {
      lines.add(new Line(points[i], points[i + 1], points[i + 2], points[i + 3]));
    }
    return lines;
  }

  private static List<Line> dot(double x, double y) {
    return lines(x, y, x, y);
  }

  /** Part of a circle, in degrees clockwise from the right, in chords too short to be seen. */
  private static List<Line> arc(double x, double y, double radius, double from, double to) {
    int chords = 60;
    double[] points = new double[2 * (chords + 1)];
    for (int i = 0; i <= chords; i++) {
      double angle = StrictMath.toRadians(from + (to - from) * i / chords);
      points[2 * i] = x + radius * StrictMath.cos(angle);
      points[2 * i + 1] = y + radius * StrictMath.sin(angle);
    }
    return lines(points);
  }

  private static List<Line> joined(List<Line> some, List<Line> others) {
    List<Line> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
