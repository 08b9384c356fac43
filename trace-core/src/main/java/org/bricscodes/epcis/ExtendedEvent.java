package org.bricscodes.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of a type of its own, named by a URI. It may use any standard field; only what holds for
 * every event is checked.
 */
public record ExtendedEvent(
    EventFields common,
    UriRef typeName,
    @Nullable Action action,
    @Nullable UriRef parentID,
    List<UriRef> epcList,
    List<QuantityElement> quantityList,
    List<UriRef> childEPCs,
    List<QuantityElement> childQuantityList,
    List<UriRef> inputEPCList,
    List<QuantityElement> inputQuantityList,
    List<UriRef> outputEPCList,
    List<QuantityElement> outputQuantityList,
    @Nullable UriRef transformationID,
    List<Extension> ilmd)
    implements EpcisEvent {

  public ExtendedEvent {
    epcList = List.copyOf(epcList);
    quantityList = List.copyOf(quantityList);
    childEPCs = List.copyOf(childEPCs);
    childQuantityList = List.copyOf(childQuantityList);
    inputEPCList = List.copyOf(inputEPCList);
    inputQuantityList = List.copyOf(inputQuantityList);
    outputEPCList = List.copyOf(outputEPCList);
    outputQuantityList = List.copyOf(outputQuantityList);
    ilmd = List.copyOf(ilmd);
  }

  @Override
  public String type() {
    return typeName.canonical();
  }
}
