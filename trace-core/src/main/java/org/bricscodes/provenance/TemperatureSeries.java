package org.bricscodes.provenance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one device measured of goods on their way, and what that says of their limits.
 *
 * <p>Between two readings of moments the temperature is taken to run straight. Where the next
 * reading is missing for much longer than the device's usual pace, nothing is said of the time
 * between, and it counts as unmeasured.
 *
 * @param device canonical; null: none was named
 * @param readings oldest first, at least one
 */
public record TemperatureSeries(
    @Nullable String device, TemperatureLimits limits, List<TemperatureReading> readings) {

  /** Devices that measure more often than this are still not asked to be on time. */
  private static final Duration LEAST_PATIENCE = Duration.ofHours(1);

  private static final int PACES = 4;

  public TemperatureSeries {
    readings = readings.stream().sorted(Comparator.comparing(TemperatureReading::from)).toList();
    if (readings.isEmpty()) {
      throw new IllegalArgumentException("a series has at least one reading");
    }
  }

  public Instant from() {
    return readings.getFirst().from();
  }

  public Instant to() {
    return readings.stream().map(TemperatureReading::to).max(Instant::compareTo).orElseThrow();
  }

  public double least() {
    return readings.stream().mapToDouble(TemperatureReading::least).min().orElseThrow();
  }

  public double most() {
    return readings.stream().mapToDouble(TemperatureReading::most).max().orElseThrow();
  }

  /** Times in which nothing was measured, as pairs of what is known around them. */
  public Duration unmeasured() {
    return breaks().stream().mapToObj(this::between).reduce(Duration.ZERO, Duration::plus);
  }

  /** The readings of which nothing is known between the one before them and them. */
  public BitSet breaks() {
    Duration patience = patience();
    BitSet breaks = new BitSet(readings.size());
    for (int i = 1; i < readings.size(); i++) {
      breaks.set(i, between(i).compareTo(patience) > 0);
    }
    return breaks;
  }

  /** Every stretch beyond a limit, oldest first. */
  public List<Excursion> excursions() {
    BitSet breaks = breaks();
    List<Excursion> found = new ArrayList<>();
    Double most = limits.most();
    if (most != null) {
      found.addAll(beyond(Excursion.Side.ABOVE, most, breaks));
    }
    Double least = limits.least();
    if (least != null) {
      found.addAll(beyond(Excursion.Side.BELOW, least, breaks));
    }
    found.sort(Comparator.comparing(Excursion::from));
    return List.copyOf(found);
  }

  private List<Excursion> beyond(Excursion.Side side, double limit, BitSet breaks) {
    int sign = side == Excursion.Side.ABOVE ? 1 : -1;
    List<Excursion> found = new ArrayList<>();
    @Nullable Excursion open = null;
    for (int i = 0; i < readings.size(); i++) {
      TemperatureReading reading = readings.get(i);
      double peak = sign > 0 ? reading.most() : reading.least();
      boolean beyond = sign * (peak - limit) > 0;
      boolean joined = i > 0 && !breaks.get(i) && straight(i);
      Instant crossed = joined ? crossing(readings.get(i - 1), reading, limit) : null;
      if (open != null && !(joined && beyond)) {
        found.add(crossed == null || beyond ? open : upTo(open, crossed));
        open = null;
      }
      if (beyond) {
        Instant from = crossed == null ? reading.from() : crossed;
        open =
            open == null
                ? new Excursion(side, from, reading.to(), peak, reading.isMoment())
                : new Excursion(
                    side,
                    open.from(),
                    reading.to(),
                    sign > 0 ? Math.max(open.peak(), peak) : Math.min(open.peak(), peak),
                    open.exact());
      }
    }
    if (open != null) {
      found.add(open);
    }
    return found;
  }

  private static Excursion upTo(Excursion open, Instant end) {
    return new Excursion(open.side(), open.from(), end, open.peak(), open.exact());
  }

  /** Whether a straight line joins a reading and the one before it. */
  private boolean straight(int i) {
    return readings.get(i).isMoment() && readings.get(i - 1).isMoment();
  }

  /** When the line between two readings of moments passes the limit; null if it does not. */
  private static @Nullable Instant crossing(
      TemperatureReading before, TemperatureReading after, double limit) {
    double rise = after.most() - before.most();
    double share = (limit - before.most()) / rise;
    if (!(share >= 0 && share <= 1)) {
      return null;
    }
    long millis = Duration.between(before.from(), after.from()).toMillis();
    return before.from().plusMillis(Math.round(share * millis));
  }

  private Duration between(int i) {
    Duration length = Duration.between(readings.get(i - 1).to(), readings.get(i).from());
    return length.isNegative() ? Duration.ZERO : length;
  }

  /** Four times the device's usual pace, and an hour at least. */
  private Duration patience() {
    List<Duration> paces = new ArrayList<>();
    for (int i = 1; i < readings.size(); i++) {
      paces.add(between(i));
    }
    paces.sort(null);
    Duration usual = paces.isEmpty() ? Duration.ZERO : paces.get(paces.size() / 2);
    Duration patient = usual.multipliedBy(PACES);
    return patient.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patient;
  }
}
