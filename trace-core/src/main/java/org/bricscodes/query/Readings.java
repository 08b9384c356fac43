package org.bricscodes.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.Extension;
import org.bricscodes.epcis.FieldName;
import org.bricscodes.epcis.ListField;
import org.bricscodes.epcis.NumberField;
import org.bricscodes.epcis.SensorElement;
import org.bricscodes.epcis.SensorMetadata;
import org.bricscodes.epcis.SensorReport;
import org.bricscodes.epcis.UnitCode;
import org.bricscodes.epcis.UriRef;
import org.jspecify.annotations.Nullable;

/**
 * All conditions of a query on sensors, decided together, because together they describe a reading:
 * a temperature above 8 °C of this device. A reading is one {@code sensorReport} with the {@code
 * sensorElement} it stands in: what the report does not say of time, device, method, raw data and
 * rules, the {@code sensorMetadata} says.
 *
 * <p>All conditions must hold for one reading. Only numbers in units of different kinds, such as
 * degrees and percent, cannot be one reading: for each kind of unit there must be a reading that
 * meets the numbers of that kind and all conditions without a unit, and these readings must stand
 * in one {@code sensorElement}.
 *
 * <p>A number is compared by the units of both sides, in exact arithmetic; a number without a unit,
 * or with one of another kind, never compares. A standard deviation is a difference: its
 * temperatures have no zero point.
 */
final class Readings implements Predicate<EpcisEvent> {

  private final List<List<BiPredicate<SensorElement, SensorReport>>> groups = new ArrayList<>();

  Readings(List<Criterion> criteria) {
    List<BiPredicate<SensorElement, SensorReport>> common = new ArrayList<>();
    Map<String, List<BiPredicate<SensorElement, SensorReport>>> byKind = new LinkedHashMap<>();
    for (Criterion criterion : criteria) {
      boolean measured = criterion instanceof Criterion.Amount;
      UnitCode unit = measured ? ((Criterion.Amount) criterion).unit() : null;
      if (unit == null) {
        common.add(test(criterion));
      } else {
        byKind.computeIfAbsent(unit.kind(), kind -> new ArrayList<>()).add(test(criterion));
      }
    }
    for (List<BiPredicate<SensorElement, SensorReport>> ofKind : byKind.values()) {
      ofKind.addAll(0, common);
      groups.add(ofKind);
    }
    if (groups.isEmpty()) {
      groups.add(common);
    }
  }

  static boolean isAbout(Criterion criterion) {
    return switch (criterion) {
      case Criterion.OneOf one -> one.field().isSensor();
      case Criterion.Time time -> time.field().isSensor();
      case Criterion.Amount number -> number.field() != NumberField.QUANTITY;
      case Criterion.Flag _ -> true;
      case Criterion.FieldOneOf one -> one.field().where().isSensor();
      case Criterion.FieldCompared compared -> compared.field().where().isSensor();
      case Criterion.FieldExists exists -> exists.field().where().isSensor();
      case Criterion.Match _,
          Criterion.Link _,
          Criterion.Within _,
          Criterion.Exists _,
          Criterion.HasAttribute _,
          Criterion.AttributeOneOf _ ->
          false;
    };
  }

  @Override
  public boolean test(EpcisEvent event) {
    for (SensorElement element : event.common().sensorElementList()) {
      if (groups.stream().allMatch(group -> anyReading(element, group))) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyReading(
      SensorElement element, List<BiPredicate<SensorElement, SensorReport>> group) {
    for (SensorReport report : element.sensorReport()) {
      boolean holds = true;
      for (int i = 0; holds && i < group.size(); i++) {
        holds = group.get(i).test(element, report);
      }
      if (holds) {
        return true;
      }
    }
    return false;
  }

  private static BiPredicate<SensorElement, SensorReport> test(Criterion criterion) {
    return switch (criterion) {
      case Criterion.OneOf one -> oneOf(one.field(), Set.copyOf(one.values()));
      case Criterion.Time time -> (element, report) -> holds(time, element, report);
      case Criterion.Amount number -> (element, report) -> holds(number, report);
      case Criterion.Flag(boolean value) ->
          (element, report) -> Boolean.valueOf(value).equals(report.booleanValue());
      case Criterion.FieldOneOf one ->
          field(new Fields(one.field(), Fields.equalTo(one.values())), one.field().where());
      case Criterion.FieldCompared compared ->
          field(new Fields(compared.field(), Fields.compared(compared)), compared.field().where());
      case Criterion.FieldExists exists ->
          field(new Fields(exists.field(), Fields.ANYTHING), exists.field().where());
      case Criterion.Match _,
          Criterion.Link _,
          Criterion.Within _,
          Criterion.Exists _,
          Criterion.HasAttribute _,
          Criterion.AttributeOneOf _ ->
          throw new IllegalArgumentException("not about a reading");
    };
  }

  private static BiPredicate<SensorElement, SensorReport> field(
      Fields fields, FieldName.Where where) {
    return (element, report) -> fields.in(extensions(where, element, report));
  }

  private static List<Extension> extensions(
      FieldName.Where where, SensorElement element, SensorReport report) {
    return switch (where) {
      case SENSOR_ELEMENT -> element.extensions();
      case SENSOR_METADATA -> {
        SensorMetadata metadata = element.sensorMetadata();
        yield metadata == null ? List.of() : metadata.extensions();
      }
      case SENSOR_REPORT -> report.extensions();
      case EVENT, ILMD, ERROR_DECLARATION, READ_POINT, BIZ_LOCATION ->
          throw new IllegalArgumentException("not about a reading");
    };
  }

  private static BiPredicate<SensorElement, SensorReport> oneOf(
      ListField field, Set<String> wanted) {
    return switch (field) {
      case TYPE -> (element, report) -> Conditions.has(wanted, report.type());
      case DEVICE_ID -> either(wanted, SensorReport::deviceID, SensorMetadata::deviceID);
      case DEVICE_METADATA ->
          either(wanted, SensorReport::deviceMetadata, SensorMetadata::deviceMetadata);
      case RAW_DATA -> either(wanted, SensorReport::rawData, SensorMetadata::rawData);
      case DATA_PROCESSING_METHOD ->
          either(wanted, SensorReport::dataProcessingMethod, SensorMetadata::dataProcessingMethod);
      case BIZ_RULES -> either(wanted, SensorReport::bizRules, SensorMetadata::bizRules);
      case MICROORGANISM -> (element, report) -> Conditions.has(wanted, report.microorganism());
      case CHEMICAL_SUBSTANCE ->
          (element, report) -> Conditions.has(wanted, report.chemicalSubstance());
      case STRING_VALUE ->
          (element, report) ->
              report.stringValue() != null && wanted.contains(report.stringValue());
      case HEX_BINARY_VALUE ->
          (element, report) ->
              report.hexBinaryValue() != null
                  && wanted.contains(report.hexBinaryValue().toUpperCase(Locale.ROOT));
      case URI_VALUE -> (element, report) -> Conditions.has(wanted, report.uriValue());
      case EVENT_TYPE,
          ACTION,
          BIZ_STEP,
          DISPOSITION,
          PERSISTENT_DISPOSITION_SET,
          PERSISTENT_DISPOSITION_UNSET,
          READ_POINT,
          BIZ_LOCATION,
          TRANSFORMATION_ID,
          EVENT_ID,
          ERROR_REASON,
          CORRECTIVE_EVENT_ID ->
          throw new IllegalArgumentException("not about a reading");
    };
  }

  /** Of what may stand in a report or, for all its reports, in the metadata. */
  private static BiPredicate<SensorElement, SensorReport> either(
      Set<String> wanted,
      Function<SensorReport, @Nullable UriRef> own,
      Function<SensorMetadata, @Nullable UriRef> shared) {
    return (element, report) -> {
      UriRef found = own.apply(report);
      SensorMetadata metadata = element.sensorMetadata();
      if (found == null && metadata != null) {
        found = shared.apply(metadata);
      }
      return Conditions.has(wanted, found);
    };
  }

  private static boolean holds(Criterion.Time wanted, SensorElement element, SensorReport report) {
    SensorMetadata metadata = element.sensorMetadata();
    Instant time =
        switch (wanted.field()) {
          case TIME ->
              report.time() != null ? report.time() : metadata == null ? null : metadata.time();
          case START_TIME -> metadata == null ? null : metadata.startTime();
          case END_TIME -> metadata == null ? null : metadata.endTime();
          case EVENT_TIME, RECORD_TIME, ERROR_DECLARATION_TIME ->
              throw new IllegalArgumentException("not about a reading");
        };
    return Conditions.accepts(wanted, time);
  }

  private static boolean holds(Criterion.Amount wanted, SensorReport report) {
    BigDecimal found =
        switch (wanted.field()) {
          case VALUE -> report.value();
          case MIN_VALUE -> report.minValue();
          case MAX_VALUE -> report.maxValue();
          case MEAN_VALUE -> report.meanValue();
          case S_DEV -> report.sDev();
          case PERC_RANK -> report.percRank();
          case PERC_VALUE -> report.percValue();
          case QUANTITY -> throw new IllegalArgumentException("not about a reading");
        };
    if (found == null) {
      return false;
    }
    UnitCode unit = wanted.unit();
    if (unit == null) {
      return wanted.comparison().accepts(found.compareTo(wanted.value()));
    }
    UnitCode foundUnit = report.uom() == null ? null : UnitCode.of(report.uom());
    if (foundUnit == null || !foundUnit.isComparableTo(unit)) {
      return false;
    }
    int compared =
        wanted.field() == NumberField.S_DEV
            ? foundUnit.compareDifference(found, wanted.value(), unit)
            : foundUnit.compare(found, wanted.value(), unit);
    return wanted.comparison().accepts(compared);
  }
}
