package org.bricscodes.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Children were put into, seen in, or taken out of a parent (EPCIS 2.0 §7.4.3).
 *
 * @param parentID absent only when it is unknown and the action is OBSERVE
 */
public record AggregationEvent(
    EventFields common,
    Action action,
    @Nullable UriRef parentID,
    List<UriRef> childEPCs,
    List<QuantityElement> childQuantityList)
    implements EpcisEvent {

  public AggregationEvent {
    childEPCs = List.copyOf(childEPCs);
    childQuantityList = List.copyOf(childQuantityList);
  }

  @Override
  public String type() {
    return "AggregationEvent";
  }
}
