package org.bricscodes.epcis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event while it is being read. Keys come in any order, so every field is gathered first and the
 * rules of the type are asked at the end.
 */
final class EventDraft {

  /** The fields that were there, sound or not, as {@link EventField#bit}s. */
  int seen;

  /** Those of them that had a fault. */
  int faulty;

  @Nullable UriRef type;
  @Nullable String eventID;
  @Nullable Instant eventTime;
  @Nullable String eventTimeZoneOffset;
  @Nullable Instant recordTime;
  List<String> certificationInfo = List.of();
  @Nullable ErrorDeclaration errorDeclaration;
  @Nullable UriRef bizStep;
  @Nullable UriRef disposition;
  @Nullable PersistentDisposition persistentDisposition;
  @Nullable Place readPoint;
  @Nullable Place bizLocation;
  List<BizTransaction> bizTransactionList = List.of();
  List<Source> sourceList = List.of();
  List<Destination> destinationList = List.of();
  List<SensorElement> sensorElementList = List.of();
  @Nullable Action action;
  @Nullable UriRef parentID;
  List<UriRef> epcList = List.of();
  List<QuantityElement> quantityList = List.of();
  List<UriRef> childEPCs = List.of();
  List<QuantityElement> childQuantityList = List.of();
  List<UriRef> inputEPCList = List.of();
  List<QuantityElement> inputQuantityList = List.of();
  List<UriRef> outputEPCList = List.of();
  List<QuantityElement> outputQuantityList = List.of();
  @Nullable UriRef transformationID;
  List<Extension> ilmd = List.of();
  final List<Extension> extensions = new ArrayList<>(0);

  boolean has(EventField field) {
    return (seen & field.bit()) != 0;
  }

  /** Whether a list was given with something in it; a list with faulty items counts. */
  boolean fills(EventField field) {
    List<?> items =
        switch (field) {
          case BIZ_TRANSACTION_LIST -> bizTransactionList;
          case QUANTITY_LIST -> quantityList;
          case CHILD_EPCS -> childEPCs;
          case CHILD_QUANTITY_LIST -> childQuantityList;
          case INPUT_EPC_LIST -> inputEPCList;
          case INPUT_QUANTITY_LIST -> inputQuantityList;
          case OUTPUT_EPC_LIST -> outputEPCList;
          case OUTPUT_QUANTITY_LIST -> outputQuantityList;
          case SENSOR_ELEMENT_LIST -> sensorElementList;
          default -> List.of();
        };
    return !items.isEmpty() || (faulty & field.bit()) != 0;
  }

  /** The event, once nothing was found wrong; {@code null} if something required is missing. */
  @Nullable EpcisEvent build() {
    UriRef name = type;
    Instant time = eventTime;
    String offset = eventTimeZoneOffset;
    if (name == null || time == null || offset == null) {
      return null;
    }
    EventFields common =
        new EventFields(
            eventID,
            time,
            offset,
            recordTime,
            certificationInfo,
            errorDeclaration,
            bizStep,
            disposition,
            persistentDisposition,
            readPoint,
            bizLocation,
            bizTransactionList,
            sourceList,
            destinationList,
            sensorElementList,
            extensions);
    return switch (EventField.Types.of(name.written())) {
      case EventField.Types.TRANSFORMATION -> transformation(common);
      case 0 -> extended(common, name);
      default -> action == null ? null : withAction(common, name, action);
    };
  }

  private @Nullable EpcisEvent withAction(EventFields common, UriRef name, Action act) {
    UriRef parent = parentID;
    return switch (EventField.Types.of(name.written())) {
      case EventField.Types.OBJECT -> new ObjectEvent(common, act, epcList, quantityList, ilmd);
      case EventField.Types.AGGREGATION ->
          new AggregationEvent(common, act, parent, childEPCs, childQuantityList);
      case EventField.Types.TRANSACTION ->
          new TransactionEvent(common, act, parent, epcList, quantityList);
      default ->
          parent == null
              ? null
              : new AssociationEvent(common, act, parent, childEPCs, childQuantityList);
    };
  }

  private EpcisEvent transformation(EventFields common) {
    return new TransformationEvent(
        common,
        inputEPCList,
        inputQuantityList,
        outputEPCList,
        outputQuantityList,
        transformationID,
        ilmd);
  }

  private EpcisEvent extended(EventFields common, UriRef name) {
    return new ExtendedEvent(
        common,
        name,
        action,
        parentID,
        epcList,
        quantityList,
        childEPCs,
        childQuantityList,
        inputEPCList,
        inputQuantityList,
        outputEPCList,
        outputQuantityList,
        transformationID,
        ilmd);
  }
}
