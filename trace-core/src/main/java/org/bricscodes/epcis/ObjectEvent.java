package org.bricscodes.epcis;

import java.util.List;

/** Something happened to things (EPCIS 2.0 §7.4.2). {@code ilmd} stands only with ADD. */
public record ObjectEvent(
    EventFields common,
    Action action,
    List<UriRef> epcList,
    List<QuantityElement> quantityList,
    List<Extension> ilmd)
    implements EpcisEvent {

  public ObjectEvent {
    epcList = List.copyOf(epcList);
    quantityList = List.copyOf(quantityList);
    ilmd = List.copyOf(ilmd);
  }

  @Override
  public String type() {
    return "ObjectEvent";
  }
}
