package org.bricscodes.epcis;

import java.util.List;

/**
 * Children were attached to a parent for longer than a shipment: a sensor to a container, a part to
 * a place (EPCIS 2.0 §7.4.6).
 */
public record AssociationEvent(
    EventFields common,
    Action action,
    UriRef parentID,
    List<UriRef> childEPCs,
    List<QuantityElement> childQuantityList)
    implements EpcisEvent {

  public AssociationEvent {
    childEPCs = List.copyOf(childEPCs);
    childQuantityList = List.copyOf(childQuantityList);
  }

  @Override
  public String type() {
    return "AssociationEvent";
  }
}
