package org.bricscodes.scans;

/**
 * A square of the map, so large that it names a region and not a street.
 *
 * @param latitude of its centre, −90 to 90
 * @param longitude of its centre, −180 to 180
 * @param degrees its side, {@value #LEAST_DEGREES} to {@value #MOST_DEGREES}
 */
public record Cell(double latitude, double longitude, double degrees) {

  /** Half a degree is 55 km from north to south. */
  public static final double LEAST_DEGREES = 0.5;

  /** Beyond this a cell says less than a country. */
  public static final double MOST_DEGREES = 10;

  private static final double EARTH_RADIUS_KM = 6371;
  private static final double KM_PER_DEGREE = 111.2;

  public Cell {
    requirePoint(latitude, longitude);
    if (!(degrees >= LEAST_DEGREES && degrees <= MOST_DEGREES)) {
      throw new IllegalArgumentException("a cell is 0.5 to 10 degrees wide, found " + degrees);
    }
  }

  /** The cell that holds a point. What is kept is the cell: the point cannot be told from it. */
  public static Cell around(double latitude, double longitude, double degrees) {
    requirePoint(latitude, longitude);
    return new Cell(centre(latitude, 90, degrees), centre(longitude, 180, degrees), degrees);
  }

  /**
   * How far apart two points of the cells are at least: the distance between centres less half of
   * each cell's diagonal, and never below zero.
   */
  public double kilometresTo(Cell other) {
    double slack = (degrees + other.degrees) / 2 * Math.sqrt(2) * KM_PER_DEGREE;
    return Math.max(0, centreDistance(other) - slack);
  }

  /** Along the great circle, by the haversine formula. */
  private double centreDistance(Cell other) {
    double lat1 = Math.toRadians(latitude);
    double lat2 = Math.toRadians(other.latitude);
    double halfLat = Math.sin((lat2 - lat1) / 2);
    double halfLong = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
    double square = halfLat * halfLat + Math.cos(lat1) * Math.cos(lat2) * halfLong * halfLong;
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(square)));
  }

  /** Written so that what is not a number fails too. */
  private static void requirePoint(double latitude, double longitude) {
    if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException(
          "a place lies at -90 to 90, -180 to 180, found " + latitude + ", " + longitude);
    }
  }

  private static double centre(double value, double bound, double degrees) {
    double rounded = (Math.floor(value / degrees) + 0.5) * degrees;
    return Math.clamp(Math.round(rounded * 100) / 100.0, -bound, bound);
  }
}
