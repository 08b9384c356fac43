package org.bricscodes.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Things became part of a business transaction, or left it (EPCIS 2.0 §7.4.4). */
public record TransactionEvent(
    EventFields common,
    Action action,
    @Nullable UriRef parentID,
    List<UriRef> epcList,
    List<QuantityElement> quantityList)
    implements EpcisEvent {

  public TransactionEvent {
    epcList = List.copyOf(epcList);
    quantityList = List.copyOf(quantityList);
  }

  @Override
  public String type() {
    return "TransactionEvent";
  }
}
