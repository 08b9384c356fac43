package org.bricscodes.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.Extension;
import org.bricscodes.epcis.FieldName;
import org.bricscodes.epcis.JsonValue;
import org.bricscodes.epcis.QuantityElement;
import org.bricscodes.epcis.SensorElement;
import org.bricscodes.epcis.SensorMetadata;
import org.bricscodes.epcis.SensorReport;
import org.bricscodes.epcis.UriRef;
import org.bricscodes.epcis.VocabularyElement;
import org.bricscodes.epcis.VocabularyField;
import org.bricscodes.gs1.Gs1Uri;
import org.jspecify.annotations.Nullable;

/** Whether what a field of an event names has an attribute in master data. */
final class Attributes implements Predicate<EpcisEvent> {

  /** Things of one event that are looked up, at most. */
  private static final int MAX_LOOKUPS = 100;

  private final String field;
  private final @Nullable VocabularyField standard;
  private final Predicate<VocabularyElement> wanted;
  private final Lookups lookups;

  Attributes(Criterion.HasAttribute has, MasterDataSource masterData) {
    this(
        has.field(),
        masterData,
        element -> has.attributes().stream().anyMatch(name -> element.attribute(name) != null));
  }

  Attributes(Criterion.AttributeOneOf one, MasterDataSource masterData) {
    this(
        one.field(),
        masterData,
        element -> {
          String value = element.attribute(one.attribute());
          return value != null && one.values().contains(value);
        });
  }

  private Attributes(
      String field, MasterDataSource masterData, Predicate<VocabularyElement> wanted) {
    this.field = field;
    this.standard = VocabularyField.of(field);
    this.wanted = wanted;
    this.lookups = new Lookups(masterData);
  }

  @Override
  public boolean test(EpcisEvent event) {
    Set<String> named = new LinkedHashSet<>();
    if (standard == null) {
      extension(event, named);
    } else {
      standard(standard, event, named);
    }
    return named.stream()
        .limit(MAX_LOOKUPS)
        .map(lookups::find)
        .flatMap(Optional::stream)
        .anyMatch(wanted);
  }

  private void extension(EpcisEvent event, Set<String> named) {
    FieldName name = new FieldName(FieldName.Where.EVENT, FieldName.Depth.TOP, field);
    for (Extension extension : event.common().extensions()) {
      if (name.isNameOf(extension)) {
        List<JsonValue> values =
            extension.value() instanceof JsonValue.Items(List<JsonValue> items)
                ? items
                : List.of(extension.value());
        for (JsonValue value : values) {
          if (value instanceof JsonValue.Text(String text)) {
            named.add(Gs1Uri.canonical(text));
          }
        }
      }
    }
  }

  private static void standard(VocabularyField field, EpcisEvent event, Set<String> named) {
    switch (field) {
      case READ_POINT -> add(named, event.readPoint() == null ? null : event.readPoint().id());
      case BIZ_LOCATION ->
          add(named, event.bizLocation() == null ? null : event.bizLocation().id());
      case BIZ_STEP -> add(named, event.bizStep());
      case DISPOSITION -> add(named, event.disposition());
      case BIZ_TRANSACTION ->
          event.common().bizTransactionList().forEach(it -> add(named, it.bizTransaction()));
      case SOURCE -> event.common().sourceList().forEach(it -> add(named, it.source()));
      case DESTINATION ->
          event.common().destinationList().forEach(it -> add(named, it.destination()));
      case EPC_CLASS -> {
        List<QuantityElement> all = new ArrayList<>(event.quantityList());
        all.addAll(event.childQuantityList());
        all.addAll(event.inputQuantityList());
        all.addAll(event.outputQuantityList());
        all.forEach(it -> add(named, it.epcClass()));
      }
      case DEVICE_ID -> {
        for (SensorElement element : event.common().sensorElementList()) {
          SensorMetadata metadata = element.sensorMetadata();
          add(named, metadata == null ? null : metadata.deviceID());
          for (SensorReport report : element.sensorReport()) {
            add(named, report.deviceID());
          }
        }
      }
    }
  }

  private static void add(Set<String> named, @Nullable UriRef ref) {
    if (ref != null) {
      named.add(ref.canonical());
    }
  }
}
