package org.bricscodes.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bricscodes.epcis.Action;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.ErrorDeclaration;
import org.bricscodes.epcis.EventFields;
import org.bricscodes.epcis.ListField;
import org.bricscodes.epcis.PersistentDisposition;
import org.bricscodes.epcis.Place;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.epcis.TimeField;
import org.bricscodes.epcis.UriRef;
import org.jspecify.annotations.Nullable;

/**
 * Decides about one event, all given conditions included. Conditions on what was recorded with an
 * event come first, for they need no look into the event itself; it is parsed once, when the first
 * other condition asks.
 *
 * <p>Conditions on sensors are one condition ({@link Readings}), and so are those on quantities
 * ({@link Quantities}).
 */
final class Conditions {

  private final List<Predicate<RecordedEvent>> outer = new ArrayList<>();
  private final List<Predicate<EpcisEvent>> inner = new ArrayList<>();

  Conditions(List<Criterion> criteria, MasterDataSource masterData) {
    List<Criterion> readings = new ArrayList<>();
    List<Criterion.Amount> quantities = new ArrayList<>();
    for (Criterion criterion : criteria) {
      if (Readings.isAbout(criterion)) {
        readings.add(criterion);
      } else if (criterion instanceof Criterion.Amount number) {
        quantities.add(number);
      } else if (!isOuter(criterion)) {
        inner.add(test(criterion, masterData));
      }
    }
    if (!quantities.isEmpty()) {
      inner.add(new Quantities(quantities));
    }
    if (!readings.isEmpty()) {
      inner.add(new Readings(readings));
    }
  }

  /** Whether an event meets every condition. */
  boolean hold(RecordedEvent recorded, Supplier<EpcisEvent> parsed) {
    for (Predicate<RecordedEvent> test : outer) {
      if (!test.test(recorded)) {
        return false;
      }
    }
    if (inner.isEmpty()) {
      return true;
    }
    EpcisEvent event = parsed.get();
    for (Predicate<EpcisEvent> test : inner) {
      if (!test.test(event)) {
        return false;
      }
    }
    return true;
  }

  /** Takes a condition that the record alone decides. */
  private boolean isOuter(Criterion criterion) {
    if (criterion instanceof Criterion.OneOf(ListField field, List<String> values)
        && field == ListField.EVENT_ID) {
      Set<String> wanted = Set.copyOf(values);
      outer.add(recorded -> wanted.contains(recorded.eventID()));
      return true;
    }
    if (criterion instanceof Criterion.Time time && time.field() == TimeField.RECORD_TIME) {
      outer.add(recorded -> accepts(time, recorded.recordTime()));
      return true;
    }
    return false;
  }

  static boolean accepts(Criterion.Time wanted, @Nullable Instant time) {
    return time != null && wanted.comparison().accepts(time.compareTo(wanted.time()));
  }

  private static Predicate<EpcisEvent> test(Criterion criterion, MasterDataSource masterData) {
    return switch (criterion) {
      case Criterion.OneOf one -> oneOf(one);
      case Criterion.Match match -> new Things(match);
      case Criterion.Link link -> event -> holds(link, event.common());
      case Criterion.Time time ->
          switch (time.field()) {
            case EVENT_TIME -> event -> accepts(time, event.eventTime());
            case ERROR_DECLARATION_TIME -> event -> accepts(time, declarationTime(event));
            case RECORD_TIME, TIME, START_TIME, END_TIME ->
                throw new IllegalArgumentException("decided elsewhere");
          };
      case Criterion.Exists exists ->
          switch (exists.field()) {
            case ERROR_DECLARATION -> event -> event.common().errorDeclaration() != null;
            case SENSOR_ELEMENT_LIST -> event -> !event.common().sensorElementList().isEmpty();
          };
      case Criterion.FieldOneOf one -> new Fields(one.field(), Fields.equalTo(one.values()));
      case Criterion.FieldCompared compared ->
          new Fields(compared.field(), Fields.compared(compared));
      case Criterion.FieldExists exists -> new Fields(exists.field(), Fields.ANYTHING);
      case Criterion.HasAttribute has -> new Attributes(has, masterData);
      case Criterion.AttributeOneOf one -> new Attributes(one, masterData);
      case Criterion.Within _, Criterion.Amount _, Criterion.Flag _ ->
          throw new IllegalArgumentException("decided elsewhere");
    };
  }

  private static @Nullable Instant declarationTime(EpcisEvent event) {
    ErrorDeclaration declaration = event.common().errorDeclaration();
    return declaration == null ? null : declaration.declarationTime();
  }

  private static Predicate<EpcisEvent> oneOf(Criterion.OneOf one) {
    Set<String> wanted = Set.copyOf(one.values());
    return switch (one.field()) {
      case EVENT_TYPE -> event -> wanted.contains(event.type());
      case ACTION ->
          event -> {
            Action action = event.action();
            return action != null && wanted.contains(action.name());
          };
      case BIZ_STEP -> event -> has(wanted, event.bizStep());
      case DISPOSITION -> event -> has(wanted, event.disposition());
      case PERSISTENT_DISPOSITION_SET ->
          event -> {
            PersistentDisposition found = event.common().persistentDisposition();
            return found != null && found.set().stream().anyMatch(it -> has(wanted, it));
          };
      case PERSISTENT_DISPOSITION_UNSET ->
          event -> {
            PersistentDisposition found = event.common().persistentDisposition();
            return found != null && found.unset().stream().anyMatch(it -> has(wanted, it));
          };
      case READ_POINT -> event -> has(wanted, event.readPoint());
      case BIZ_LOCATION -> event -> has(wanted, event.bizLocation());
      case TRANSFORMATION_ID -> event -> has(wanted, event.transformationID());
      case ERROR_REASON ->
          event -> {
            ErrorDeclaration declaration = event.common().errorDeclaration();
            return declaration != null && has(wanted, declaration.reason());
          };
      case CORRECTIVE_EVENT_ID ->
          event -> {
            ErrorDeclaration declaration = event.common().errorDeclaration();
            return declaration != null
                && declaration.correctiveEventIDs().stream().anyMatch(wanted::contains);
          };
      case EVENT_ID,
          TYPE,
          DEVICE_ID,
          DEVICE_METADATA,
          RAW_DATA,
          DATA_PROCESSING_METHOD,
          MICROORGANISM,
          CHEMICAL_SUBSTANCE,
          BIZ_RULES,
          STRING_VALUE,
          HEX_BINARY_VALUE,
          URI_VALUE ->
          throw new IllegalArgumentException("decided elsewhere");
    };
  }

  static boolean has(Set<String> wanted, @Nullable UriRef ref) {
    return ref != null && wanted.contains(ref.canonical());
  }

  private static boolean has(Set<String> wanted, @Nullable Place place) {
    return place != null && wanted.contains(place.id().canonical());
  }

  private static boolean holds(Criterion.Link wanted, EventFields common) {
    return switch (wanted.kind()) {
      case BIZ_TRANSACTION ->
          common.bizTransactionList().stream()
              .anyMatch(item -> is(item.type(), item.bizTransaction(), wanted));
      case SOURCE ->
          common.sourceList().stream().anyMatch(item -> is(item.type(), item.source(), wanted));
      case DESTINATION ->
          common.destinationList().stream()
              .anyMatch(item -> is(item.type(), item.destination(), wanted));
    };
  }

  private static boolean is(@Nullable UriRef type, UriRef value, Criterion.Link wanted) {
    return type != null
        && type.canonical().equals(wanted.type())
        && wanted.values().contains(value.canonical());
  }
}
