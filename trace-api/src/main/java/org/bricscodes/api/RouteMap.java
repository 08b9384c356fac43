package org.bricscodes.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A small map: land, the places of a journey in their order, and lines that join them, dashed where
 * nobody reported the way. SVG drawn here, some 2 to 6 KB; an ornament to the list of steps, which
 * says all of it in words.
 */
final class RouteMap {

  private static final int WIDTH = 360;
  private static final int MIN_HEIGHT = 170;
  private static final int MAX_HEIGHT = 300;
  private static final int MARGIN = 34;

  /** Degrees that are shown at least: the shore is too coarse for less. */
  private static final double MIN_DEGREES = 8;

  /** Places nearer than this are one spot. */
  private static final double SPOT = 9;

  private static final int MAX_STOPS = 60;
  private static final int MAX_LABEL = 18;
  private static final double LETTER = 6.2;
  private static final int LINE = 13;

  private final Coast coast = Coast.load();

  /**
   * Where something happened.
   *
   * @param name of the city or else the place, foreign text
   * @param lost whether the way to here was not reported
   */
  record Stop(double latitude, double longitude, String name, boolean lost) {}

  private record Spot(double x, double y, String name, boolean lost) {}

  private record Box(double left, double top, double right, double bottom) {
    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  /** What is seen, in degrees, and how large it is drawn. */
  private record View(double west, double south, double east, double north, int height) {
    double x(double longitude) {
      return (longitude - west) / (east - west) * WIDTH;
    }

    double y(double latitude) {
      return (north - latitude) / (north - south) * height;
    }
  }

  /**
   * @param stops in the order of the journey
   * @param label what a reader who does not see it is told
   * @return empty where there is no way to be seen: fewer than two spots
   */
  Optional<Page.Markup> of(List<Stop> stops, String label) {
    List<Stop> known = unwound(stops.size() <= MAX_STOPS ? stops : stops.subList(0, MAX_STOPS));
    if (known.size() < 2) {
      return Optional.empty();
    }
    View view = view(known);
    List<Spot> spots = spots(known, view);
    if (spots.size() < 2) {
      return Optional.empty();
    }
    StringBuilder svg = new StringBuilder(4096);
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" direction=\"ltr\" aria-label=\"%s\">"
            .formatted(WIDTH, view.height, Phrase.html(label)));
    svg.append("<path class=\"sea\" d=\"M0 0h%dv%dH0z\"/>".formatted(WIDTH, view.height));
    land(svg, view);
    ways(svg, spots);
    marks(svg, spots, view);
    return Optional.of(new Page.Markup(svg.append("</svg>").toString()));
  }

  /** Longitudes so that the journey does not go round the world for nothing. */
  private static List<Stop> unwound(List<Stop> stops) {
    List<Stop> turned = new ArrayList<>();
    double before = stops.isEmpty() ? 0 : stops.getFirst().longitude;
    for (Stop stop : stops) {
      double longitude = stop.longitude;
      while (longitude - before > 180) {
        longitude -= 360;
      }
      while (before - longitude > 180) {
        longitude += 360;
      }
      turned.add(new Stop(stop.latitude, longitude, stop.name, stop.lost));
      before = longitude;
    }
    return turned;
  }

  private static View view(List<Stop> stops) {
    double west = stops.stream().mapToDouble(Stop::longitude).min().orElse(0);
    double east = stops.stream().mapToDouble(Stop::longitude).max().orElse(0);
    double south = stops.stream().mapToDouble(Stop::latitude).min().orElse(0);
    double north = stops.stream().mapToDouble(Stop::latitude).max().orElse(0);
    double middle = (south + north) / 2;
    double squeeze = Math.max(0.35, Math.cos(Math.toRadians(middle)));
    double inner = WIDTH - 2.0 * MARGIN;
    // Degrees of latitude to a pixel; the same distance is as long in both directions.
    double scale =
        Math.max(
            Math.max(
                (east - west) * squeeze / inner, (north - south) / (MAX_HEIGHT - 2.0 * MARGIN)),
            MIN_DEGREES / inner);
    int height =
        Math.clamp(Math.round((north - south) / scale + 2 * MARGIN), MIN_HEIGHT, MAX_HEIGHT);
    double halfWidth = WIDTH * scale / squeeze / 2;
    double halfHeight = height * scale / 2;
    double centre = (west + east) / 2;
    return new View(
        centre - halfWidth, middle - halfHeight, centre + halfWidth, middle + halfHeight, height);
  }

  private static List<Spot> spots(List<Stop> stops, View view) {
    List<Spot> spots = new ArrayList<>();
    for (Stop stop : stops) {
      Spot spot = new Spot(view.x(stop.longitude), view.y(stop.latitude), stop.name, stop.lost);
      if (spots.isEmpty() || distance(spots.getLast(), spot) > SPOT) {
        spots.add(spot);
      }
    }
    return spots;
  }

  private void land(StringBuilder svg, View view) {
    svg.append("<path class=\"land\" d=\"");
    for (double[] piece : coast.within(view.west, view.south, view.east, view.north)) {
      long x = Math.round(view.x(piece[0]));
      long y = Math.round(view.y(piece[1]));
      svg.append('M').append(x).append(' ').append(y).append('l');
      boolean first = true;
      for (int i = 2; i < piece.length; i += 2) {
        long toX = Math.round(view.x(piece[i]));
        long toY = Math.round(view.y(piece[i + 1]));
        if (toX != x || toY != y) {
          svg.append(first || toX - x < 0 ? "" : " ").append(toX - x);
          svg.append(toY - y < 0 ? "" : " ").append(toY - y);
          x = toX;
          y = toY;
          first = false;
        }
      }
      if (first) {
        svg.append("0 0");
      }
      svg.append('z');
    }
    svg.append("\"/>");
  }

  /** Bent a little, so that a way there and back is seen as two. */
  private static void ways(StringBuilder svg, List<Spot> spots) {
    for (int i = 1; i < spots.size(); i++) {
      Spot from = spots.get(i - 1);
      Spot to = spots.get(i);
      double bend = 0.12;
      double midX = (from.x + to.x) / 2 + bend * (to.y - from.y);
      double midY = (from.y + to.y) / 2 - bend * (to.x - from.x);
      svg.append(
          String.format(
              Locale.ROOT,
              "<path class=\"way%s\" d=\"M%.0f %.0fQ%.0f %.0f %.0f %.0f\"/>",
              to.lost ? " lost" : "",
              from.x,
              from.y,
              midX,
              midY,
              to.x,
              to.y));
    }
  }

  private static void marks(StringBuilder svg, List<Spot> spots, View view) {
    List<Box> taken = new ArrayList<>();
    for (Spot spot : spots) {
      taken.add(new Box(spot.x - 6, spot.y - 6, spot.x + 6, spot.y + 6));
    }
    List<String> named = new ArrayList<>();
    int last = spots.size() - 1;
    mark(svg, spots.getFirst(), "", named, taken, view);
    mark(svg, spots.getLast(), " end", named, taken, view);
    // First and last came first, so that their names find room.
    for (Spot spot : spots.subList(1, last)) {
      mark(svg, spot, "", named, taken, view);
    }
  }

  private static void mark(
      StringBuilder svg, Spot spot, String kind, List<String> named, List<Box> taken, View view) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<circle class=\"spot%s\" cx=\"%.0f\" cy=\"%.0f\" r=\"%d\"/>",
            kind,
            spot.x,
            spot.y,
            kind.isEmpty() ? 4 : 6));
    if (!named.contains(spot.name) && label(svg, spot, taken, view)) {
      named.add(spot.name);
    }
  }

  /** Right of the spot, left, above or below, wherever there is room; nowhere if there is none. */
  private static boolean label(StringBuilder svg, Spot spot, List<Box> taken, View view) {
    String text = ForeignText.of(spot.name, MAX_LABEL);
    double width = text.codePointCount(0, text.length()) * LETTER;
    double[][] places = {
      {spot.x + 10, spot.y + 4},
      {spot.x - 10 - width, spot.y + 4},
      {spot.x - width / 2, spot.y - 10},
      {spot.x - width / 2, spot.y + 19}
    };
    for (double[] place : places) {
      Box box = new Box(place[0], place[1] - LINE + 2, place[0] + width, place[1] + 3);
      boolean free =
          box.left > 2
              && box.right < WIDTH - 2
              && box.top > 2
              && box.bottom < view.height - 2
              && taken.stream().noneMatch(box::meets);
      if (free) {
        taken.add(box);
        svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%.0f\" y=\"%.0f\">%s</text>",
                place[0],
                place[1],
                Phrase.html(text)));
        return true;
      }
    }
    return false;
  }

  private static double distance(Spot a, Spot b) {
    return Math.hypot(a.x - b.x, a.y - b.y);
  }
}
