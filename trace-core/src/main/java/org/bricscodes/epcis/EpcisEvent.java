package org.bricscodes.epcis;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One EPCIS 2.0 event. The variants say which fields a type has; the methods here are a flat view
 * of all of them, where a field that a type does not have is empty or {@code null}, for code that
 * treats all types alike.
 */
public sealed interface EpcisEvent
    permits ObjectEvent,
        AggregationEvent,
        AssociationEvent,
        TransactionEvent,
        TransformationEvent,
        ExtendedEvent {

  /** {@code ObjectEvent} and so on; for an extended event the expanded URI of its type. */
  String type();

  EventFields common();

  default @Nullable String eventID() {
    return common().eventID();
  }

  default Instant eventTime() {
    return common().eventTime();
  }

  default @Nullable UriRef bizStep() {
    return common().bizStep();
  }

  default @Nullable UriRef disposition() {
    return common().disposition();
  }

  default @Nullable Place readPoint() {
    return common().readPoint();
  }

  default @Nullable Place bizLocation() {
    return common().bizLocation();
  }

  default @Nullable Action action() {
    return null;
  }

  default @Nullable UriRef parentID() {
    return null;
  }

  default List<UriRef> epcList() {
    return List.of();
  }

  default List<QuantityElement> quantityList() {
    return List.of();
  }

  default List<UriRef> childEPCs() {
    return List.of();
  }

  default List<QuantityElement> childQuantityList() {
    return List.of();
  }

  default List<UriRef> inputEPCList() {
    return List.of();
  }

  default List<QuantityElement> inputQuantityList() {
    return List.of();
  }

  default List<UriRef> outputEPCList() {
    return List.of();
  }

  default List<QuantityElement> outputQuantityList() {
    return List.of();
  }

  default @Nullable UriRef transformationID() {
    return null;
  }

  default List<Extension> ilmd() {
    return List.of();
  }
}
