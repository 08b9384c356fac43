package org.bricscodes.samples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws SVG documents that hold nothing but filled paths of straight lines, by Java2D. */
final class RuledSvg {

  private static final Pattern BOX = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"");
  private static final Pattern PATH = Pattern.compile("<path fill=\"(#[0-9a-f]+)\" d=\"([^\"]*)\"");
  private static final Pattern STEP = Pattern.compile("([MmHhVvLlZz])\\s*([-0-9., ]*)");

  private RuledSvg() {}

  static BufferedImage draw(String svg, int scale) {
    Matcher box = BOX.matcher(svg);
    if (!box.find()) {
      throw new IllegalArgumentException("no viewBox from 0 0");
    }
    BufferedImage image =
        new BufferedImage(
            Integer.parseInt(box.group(1)) * scale,
            Integer.parseInt(box.group(2)) * scale,
            BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D paint = image.createGraphics();
    paint.scale(scale, scale);
    Matcher path = PATH.matcher(svg);
    while (path.find()) {
      paint.setColor(path.group(1).equals("#fff") ? Color.WHITE : Color.BLACK);
      paint.fill(shape(path.group(2)));
    }
    paint.dispose();
    return image;
  }

  private static Path2D shape(String data) {
    Path2D shape = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double x = 0;
    double y = 0;
    Matcher step = STEP.matcher(data);
    while (step.find()) {
      String[] texts = step.group(2).strip().split("[ ,]+", -1);
      String command = step.group(1);
      boolean relative = command.equals(command.toLowerCase(Locale.ROOT));
      switch (command) {
        case "Z", "z" -> shape.closePath();
        case "H", "h" -> {
          x = number(texts[0]) + (relative ? x : 0);
          shape.lineTo(x, y);
        }
        case "V", "v" -> {
          y = number(texts[0]) + (relative ? y : 0);
          shape.lineTo(x, y);
        }
        default -> {
          x = number(texts[0]) + (relative ? x : 0);
          y = number(texts[1]) + (relative ? y : 0);
          if (command.equals("M") || command.equals("m")) {
            shape.moveTo(x, y);
          } else {
            shape.lineTo(x, y);
          }
        }
      }
    }
    return shape;
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }
}
