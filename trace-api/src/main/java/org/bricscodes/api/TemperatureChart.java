package org.bricscodes.api;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bricscodes.provenance.Excursion;
import org.bricscodes.provenance.TemperatureReading;
import org.bricscodes.provenance.TemperatureSeries;
import org.jspecify.annotations.Nullable;

/**
 * Temperatures over time, with their limits and every stretch beyond them. SVG drawn here, at most
 * some 4 KB however many readings there are; the sentences beside it say the same.
 */
final class TemperatureChart {

  private static final int WIDTH = 360;
  private static final int HEIGHT = 170;
  private static final int TOP = 14;
  private static final int BOTTOM = 148;

  /** Pieces of time in which only the lowest and the highest reading are drawn. */
  private static final int PIECES = 120;

  private final Wording wording;

  TemperatureChart(Wording wording) {
    this.wording = wording;
  }

  /** Empty where there is no line to draw. */
  Optional<Page.Markup> of(TemperatureSeries series) {
    long millis = Duration.between(series.from(), series.to()).toMillis();
    if (series.readings().size() < 3 || millis <= 0) {
      return Optional.empty();
    }
    Frame frame = Frame.around(series, millis);
    StringBuilder svg = new StringBuilder(4096);
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" direction=\"ltr\" aria-label=\"%s\">"
            .formatted(WIDTH, HEIGHT, Phrase.html(wording.of("cold.chart"))));
    svg.append("<path class=\"sea\" d=\"M0 0h%dv%dH0z\"/>".formatted(WIDTH, HEIGHT));
    for (Excursion excursion : series.excursions()) {
      double left = frame.x(excursion.from());
      svg.append(
          String.format(
              Locale.ROOT,
              "<path class=\"beyond\" d=\"M%.1f %dh%.1fv%dH%.1fz\"/>",
              left,
              TOP,
              Math.max(1.5, frame.x(excursion.to()) - left),
              BOTTOM - TOP,
              left));
    }
    limit(svg, frame, series.limits().most(), -4);
    limit(svg, frame, series.limits().least(), 12);
    svg.append("<path class=\"way\" d=\"").append(line(series, frame)).append("\"/>");
    days(svg, series);
    return Optional.of(new Page.Markup(svg.append("</svg>").toString()));
  }

  private void limit(StringBuilder svg, Frame frame, @Nullable Double limit, int above) {
    if (limit != null) {
      double y = frame.y(limit);
      svg.append(
          String.format(Locale.ROOT, "<path class=\"way lost\" d=\"M0 %.1fh%d\"/>", y, WIDTH));
      text(
          svg,
          6,
          y + above,
          "start",
          wording.of("cold.limit") + " " + wording.degrees(limit).bare());
    }
  }

  /** The first and the last day. */
  private void days(StringBuilder svg, TemperatureSeries series) {
    text(svg, 6, HEIGHT - 6.0, "start", day(series.from()));
    text(svg, WIDTH - 6.0, HEIGHT - 6.0, "end", day(series.to()));
  }

  private String day(Instant time) {
    return wording.day(LocalDate.ofInstant(time, ZoneOffset.UTC)).text();
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\">%s</text>",
            x,
            y,
            anchor,
            Phrase.html(text)));
  }

  /** A line through the readings, broken where nothing was measured. */
  private static String line(TemperatureSeries series, Frame frame) {
    StringBuilder path = new StringBuilder();
    List<TemperatureReading> readings = series.readings();
    List<TemperatureReading> piece = new ArrayList<>();
    BitSet breaks = series.breaks();
    boolean begins = true;
    for (int i = 0; i < readings.size(); i++) {
      if (breaks.get(i)) {
        draw(path, piece, frame, begins);
        begins = true;
      } else if (!piece.isEmpty()
          && frame.piece(piece.getFirst().from()) != frame.piece(readings.get(i).from())) {
        draw(path, piece, frame, begins);
        begins = false;
      }
      piece.add(readings.get(i));
    }
    draw(path, piece, frame, begins);
    return path.toString();
  }

  /** The extremes of some readings, in the order in which they came; empties the list. */
  private static void draw(
      StringBuilder path, List<TemperatureReading> piece, Frame frame, boolean begins) {
    if (piece.isEmpty()) {
      return;
    }
    TemperatureReading low = piece.getFirst();
    TemperatureReading high = piece.getFirst();
    for (TemperatureReading reading : piece) {
      low = reading.least() < low.least() ? reading : low;
      high = reading.most() > high.most() ? reading : high;
    }
    boolean lowFirst = !high.from().isBefore(low.from());
    TemperatureReading first = lowFirst ? low : high;
    TemperatureReading second = lowFirst ? high : low;
    path.append(begins ? 'M' : 'L');
    point(path, frame, first.from(), lowFirst ? first.least() : first.most());
    if (piece.size() > 1 || low.least() < high.most()) {
      path.append('L');
      point(path, frame, second.to(), lowFirst ? second.most() : second.least());
    }
    piece.clear();
  }

  private static void point(StringBuilder path, Frame frame, Instant time, double degrees) {
    path.append(String.format(Locale.ROOT, "%.0f %.1f", frame.x(time), frame.y(degrees)));
  }

  /** Time and degrees to pixels. */
  private record Frame(Instant from, long millis, double low, double high) {

    static Frame around(TemperatureSeries series, long millis) {
      Double least = series.limits().least();
      Double most = series.limits().most();
      double low = least == null ? series.least() : Math.min(least, series.least());
      double high = most == null ? series.most() : Math.max(most, series.most());
      double air = Math.max(0.5, (high - low) * 0.15);
      return new Frame(series.from(), millis, low - air, high + air);
    }

    double x(Instant time) {
      return (double) Duration.between(from, time).toMillis() / millis * WIDTH;
    }

    double y(double degrees) {
      return BOTTOM - (degrees - low) / (high - low) * (BOTTOM - TOP);
    }

    int piece(Instant time) {
      return (int) (Duration.between(from, time).toMillis() * PIECES / (millis + 1));
    }
  }
}
