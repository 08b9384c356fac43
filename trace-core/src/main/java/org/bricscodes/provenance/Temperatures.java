package org.bricscodes.provenance;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.Extension;
import org.bricscodes.epcis.JsonValue;
import org.bricscodes.epcis.SensorElement;
import org.bricscodes.epcis.SensorMetadata;
import org.bricscodes.epcis.SensorReport;
import org.bricscodes.epcis.UriRef;
import org.jspecify.annotations.Nullable;

/**
 * Finds what devices measured of the goods themselves, of their lot and of their containers: sensor
 * reports of type Temperature (EPCIS 2.0 §7.3.7) in Celsius, Fahrenheit or kelvin, of events that
 * nobody withdrew. What was measured while the goods were made is another matter and left out.
 *
 * <p>EPCIS has no word for a limit. It is read from the sensor metadata, in the unit of the reports
 * beside it: {@code upperLimit} and {@code lowerLimit}, numbers, and {@code permitted}, a duration
 * of ISO 8601, all of {@value #NAMESPACE}.
 */
public final class Temperatures {

  /** Of the words for limits. */
  public static final String NAMESPACE = "https://bricscodes.org/voc/sensor/";

  private static final String TEMPERATURE = "/voc/Temperature";

  /** Readings of one device; of one that has so many, it is not known what others would say. */
  public static final int MAX_READINGS = 20_000;

  /** Devices shown. */
  private static final int MAX_SERIES = 4;

  /** Colder than this, or hotter than the second, no device of this trade measures. */
  private static final double COLDEST = -273.15;

  private static final double HOTTEST = 2_000;

  /** Of kelvin, in Celsius; in decimals, so that 253.15 K are -20 °C. */
  private static final BigDecimal ZERO = new BigDecimal("-273.15");

  private Temperatures() {}

  private record Key(@Nullable String device, TemperatureLimits limits, String event) {}

  /**
   * By device and limits, in the order in which they began; where there are more than are shown,
   * those that were beyond a limit first.
   */
  public static List<TemperatureSeries> of(Trace trace) {
    Map<Key, List<TemperatureReading>> found = new LinkedHashMap<>();
    for (TracedEvent traced : trace.events()) {
      EpcisEvent event = traced.event();
      if (traced.via() != TracedEvent.Via.INPUT && event.common().errorDeclaration() == null) {
        for (SensorElement element : event.common().sensorElementList()) {
          read(found, event, traced.recorded().eventID(), element);
        }
      }
    }
    List<TemperatureSeries> series = new ArrayList<>();
    found.forEach(
        (key, readings) -> series.add(new TemperatureSeries(key.device, key.limits, readings)));
    if (series.size() <= MAX_SERIES) {
      return series;
    }
    return series.stream()
        .sorted(Comparator.comparing((TemperatureSeries each) -> each.excursions().isEmpty()))
        .limit(MAX_SERIES)
        .toList();
  }

  private static void read(
      Map<Key, List<TemperatureReading>> found,
      EpcisEvent event,
      String eventID,
      SensorElement element) {
    SensorMetadata metadata = element.sensorMetadata();
    for (SensorReport report : element.sensorReport()) {
      if (!report.type().canonical().endsWith(TEMPERATURE)) {
        continue;
      }
      TemperatureReading reading = reading(event, metadata, report);
      if (reading != null) {
        String device = device(metadata, report);
        // Devices without a name are told apart by the event that speaks of them.
        Key key = new Key(device, limits(metadata, report.uom()), device == null ? eventID : "");
        List<TemperatureReading> readings = found.computeIfAbsent(key, none -> new ArrayList<>());
        if (readings.size() < MAX_READINGS) {
          readings.add(reading);
        }
      }
    }
  }

  private static @Nullable String device(@Nullable SensorMetadata metadata, SensorReport report) {
    UriRef device =
        report.deviceID() == null && metadata != null ? metadata.deviceID() : report.deviceID();
    return device == null ? null : device.canonical();
  }

  private static @Nullable TemperatureReading reading(
      EpcisEvent event, @Nullable SensorMetadata metadata, SensorReport report) {
    Double value = celsius(report.value(), report.uom());
    Double least = celsius(report.minValue(), report.uom());
    Double most = celsius(report.maxValue(), report.uom());
    Double mean = celsius(report.meanValue(), report.uom());
    Double one = value == null ? mean : value;
    double low = least == null ? (one == null ? Double.NaN : one) : least;
    double high = most == null ? (one == null ? Double.NaN : one) : most;
    if (Double.isNaN(low) || Double.isNaN(high) || low > high) {
      return null;
    }
    Instant time = report.time();
    if (time == null && metadata != null) {
      time = metadata.time();
    }
    Instant start = metadata == null ? null : metadata.startTime();
    Instant end = metadata == null ? null : metadata.endTime();
    if (time == null && start != null && end != null && !end.isBefore(start)) {
      return new TemperatureReading(start, end, low, high);
    }
    Instant at = time == null ? event.eventTime() : time;
    return new TemperatureReading(at, at, low, high);
  }

  private static TemperatureLimits limits(@Nullable SensorMetadata metadata, @Nullable String uom) {
    if (metadata == null) {
      return TemperatureLimits.NONE;
    }
    Double least = null;
    Double most = null;
    Duration permitted = null;
    for (Extension extension : metadata.extensions()) {
      if (extension.namespace().equals(NAMESPACE)) {
        switch (extension.localName()) {
          case "lowerLimit" -> least = celsius(number(extension.value()), uom);
          case "upperLimit" -> most = celsius(number(extension.value()), uom);
          case "permitted" -> permitted = duration(extension.value());
          case String _ -> {}
        }
      }
    }
    return new TemperatureLimits(least, most, permitted);
  }

  private static @Nullable BigDecimal number(JsonValue value) {
    try {
      return switch (value) {
        case JsonValue.Decimal decimal -> decimal.value();
        // XML has no numbers.
        case JsonValue.Text text when text.value().length() <= 20 ->
            new BigDecimal(text.value().strip());
        case JsonValue _ -> null;
      };
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static @Nullable Duration duration(JsonValue value) {
    try {
      return value instanceof JsonValue.Text text && text.value().length() <= 30
          ? Duration.parse(text.value())
          : null;
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /** Null for what is no temperature of this world. */
  private static @Nullable Double celsius(@Nullable BigDecimal value, @Nullable String uom) {
    if (value == null || uom == null) {
      return null;
    }
    double number = value.doubleValue();
    double celsius =
        switch (uom) {
          case "CEL" -> number;
          case "FAH" -> (number - 32) / 1.8;
          case "KEL" -> value.add(ZERO).doubleValue();
          case String _ -> Double.NaN;
        };
    return celsius >= COLDEST && celsius <= HOTTEST ? celsius : null;
  }
}
