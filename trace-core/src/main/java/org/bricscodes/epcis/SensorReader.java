package org.bricscodes.epcis;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads sensor elements. */
final class SensorReader {

  private static final Set<String> ELEMENT_KEYS = Set.of("sensorMetadata", "sensorReport");

  private final Cursor cursor;
  private final NameReader names;
  private final ExtensionReader extensions;

  SensorReader(Cursor cursor, NameReader names, ExtensionReader extensions) {
    this.cursor = cursor;
    this.names = names;
    this.extensions = extensions;
  }

  List<SensorElement> elements() throws IOException {
    List<SensorElement> items = new ArrayList<>();
    if (!cursor.entersArray("an array of sensor elements")) {
      return items;
    }
    while (cursor.nextItem(items)) {
      SensorElement item = element();
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  private @Nullable SensorElement element() throws IOException {
    if (!cursor.entersObject("an object with sensorReport")) {
      return null;
    }
    Values metadata = null;
    List<Values> reports = null;
    List<Extension> found = new ArrayList<>(0);
    boolean metadataSeen = false;
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      if (key.equals("sensorMetadata") && !metadataSeen) {
        metadataSeen = true;
        cursor.parser.nextToken();
        metadata = values(SensorField.METADATA);
      } else if (key.equals("sensorReport") && reports == null) {
        cursor.parser.nextToken();
        reports = reports();
      } else if (ELEMENT_KEYS.contains(key)) {
        cursor.duplicate();
      } else {
        extensions.member(key, found, ELEMENT_KEYS);
      }
    }
    if (reports == null) {
      cursor.fault("sensorReport is missing", "add \"sensorReport\" with at least one report");
      return null;
    }
    if (metadata != null) {
      refuseRepeated(metadata, reports);
    }
    return build(metadata, reports, found);
  }

  private List<Values> reports() throws IOException {
    List<Values> items = new ArrayList<>();
    if (!cursor.entersArray("an array of sensor reports")) {
      return items;
    }
    boolean any = false;
    while (cursor.nextItem(items)) {
      any = true;
      Values item = values(SensorField.REPORT);
      if (item != null) {
        items.add(item);
      }
    }
    if (!any) {
      cursor.fault("the array is empty", "give at least one report");
    }
    return items;
  }

  private void refuseRepeated(Values metadata, List<Values> reports) {
    for (SensorField field : SensorField.inherited()) {
      if (metadata.has(field)) {
        for (Values report : reports) {
          if (report.has(field)) {
            cursor.fault(
                field.key() + " stands in sensorMetadata and in a sensorReport",
                "keep it in sensorMetadata if it holds for every report, else in the reports");
            break;
          }
        }
      }
    }
  }

  private @Nullable Values values(int place) throws IOException {
    if (!cursor.entersObject("an object")) {
      return null;
    }
    Values values = new Values();
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      SensorField field = SensorField.of(key, place);
      if (field == null) {
        extensions.member(key, values.extensions, SensorField.keys());
      } else if (values.has(field)) {
        cursor.duplicate();
      } else {
        cursor.parser.nextToken();
        values.put(field, value(field));
      }
    }
    if (place == SensorField.REPORT && !values.has(SensorField.TYPE)) {
      cursor.fault("type is missing", "add \"type\", such as \"Temperature\"");
    }
    return values;
  }

  private @Nullable Object value(SensorField field) throws IOException {
    return switch (field.kind()) {
      case TIME -> cursor.time();
      case IDENTIFIER -> names.identifier();
      case MEASUREMENT -> names.word(Vocabulary.MEASUREMENT);
      case ALERT -> names.word(Vocabulary.SENSOR_ALERT);
      case COMPONENT -> names.word(Vocabulary.COMPONENT);
      case NUMBER -> cursor.decimal();
      case TEXT -> cursor.text("a string");
      case FLAG -> cursor.flag();
      case HEX -> hex();
      case UNIT -> PartReader.unitCode(cursor);
    };
  }

  private @Nullable String hex() throws IOException {
    String text = cursor.text("hexadecimal digits as a string");
    if (text == null) {
      return null;
    }
    boolean sound = !text.isEmpty() && text.length() % 2 == 0;
    for (int i = 0; sound && i < text.length(); i++) {
      char c = text.charAt(i);
      sound = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
    if (!sound) {
      cursor.fault(
          Fault.quote(text) + " is not hexadecimal", "write an even number of hexadecimal digits");
      return null;
    }
    return text;
  }

  private static @Nullable SensorElement build(
      @Nullable Values metadata, List<Values> reports, List<Extension> found) {
    List<SensorReport> built = new ArrayList<>(reports.size());
    for (Values report : reports) {
      UriRef type = report.ref(SensorField.TYPE);
      if (type == null) {
        return null;
      }
      built.add(report.report(type));
    }
    return new SensorElement(metadata == null ? null : metadata.metadata(), built, found);
  }

  /** The attributes read so far, of metadata or of a report. */
  private static final class Values {

    private final Map<SensorField, Object> values = new EnumMap<>(SensorField.class);
    private final Set<SensorField> seen = EnumSet.noneOf(SensorField.class);
    private final List<Extension> extensions = new ArrayList<>(0);

    boolean has(SensorField field) {
      return seen.contains(field);
    }

    void put(SensorField field, @Nullable Object value) {
      seen.add(field);
      if (value != null) {
        values.put(field, value);
      }
    }

    @Nullable UriRef ref(SensorField field) {
      return (UriRef) values.get(field);
    }

    private @Nullable Instant time(SensorField field) {
      return (Instant) values.get(field);
    }

    private @Nullable BigDecimal number(SensorField field) {
      return (BigDecimal) values.get(field);
    }

    private @Nullable String text(SensorField field) {
      return (String) values.get(field);
    }

    SensorMetadata metadata() {
      return new SensorMetadata(
          time(SensorField.TIME),
          time(SensorField.START_TIME),
          time(SensorField.END_TIME),
          ref(SensorField.DEVICE_ID),
          ref(SensorField.DEVICE_METADATA),
          ref(SensorField.RAW_DATA),
          ref(SensorField.DATA_PROCESSING_METHOD),
          ref(SensorField.BIZ_RULES),
          extensions);
    }

    SensorReport report(UriRef type) {
      return new SensorReport(
          type,
          ref(SensorField.EXCEPTION),
          ref(SensorField.DEVICE_ID),
          ref(SensorField.DEVICE_METADATA),
          ref(SensorField.RAW_DATA),
          ref(SensorField.DATA_PROCESSING_METHOD),
          ref(SensorField.BIZ_RULES),
          time(SensorField.TIME),
          ref(SensorField.MICROORGANISM),
          ref(SensorField.CHEMICAL_SUBSTANCE),
          ref(SensorField.COORDINATE_REFERENCE_SYSTEM),
          number(SensorField.VALUE),
          ref(SensorField.COMPONENT),
          text(SensorField.STRING_VALUE),
          (Boolean) values.get(SensorField.BOOLEAN_VALUE),
          text(SensorField.HEX_BINARY_VALUE),
          ref(SensorField.URI_VALUE),
          number(SensorField.MIN_VALUE),
          number(SensorField.MAX_VALUE),
          number(SensorField.MEAN_VALUE),
          number(SensorField.S_DEV),
          number(SensorField.PERC_RANK),
          number(SensorField.PERC_VALUE),
          text(SensorField.UOM),
          extensions);
    }
  }
}
