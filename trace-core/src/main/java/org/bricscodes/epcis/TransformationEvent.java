package org.bricscodes.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inputs were consumed and outputs made (EPCIS 2.0 §7.4.5). Events that share a transformation id
 * are one transformation.
 */
public record TransformationEvent(
    EventFields common,
    List<UriRef> inputEPCList,
    List<QuantityElement> inputQuantityList,
    List<UriRef> outputEPCList,
    List<QuantityElement> outputQuantityList,
    @Nullable UriRef transformationID,
    List<Extension> ilmd)
    implements EpcisEvent {

  public TransformationEvent {
    inputEPCList = List.copyOf(inputEPCList);
    inputQuantityList = List.copyOf(inputQuantityList);
    outputEPCList = List.copyOf(outputEPCList);
    outputQuantityList = List.copyOf(outputQuantityList);
    ilmd = List.copyOf(ilmd);
  }

  @Override
  public String type() {
    return "TransformationEvent";
  }
}
