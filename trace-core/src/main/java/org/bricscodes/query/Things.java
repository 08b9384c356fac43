package org.bricscodes.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.MatchField;
import org.bricscodes.epcis.QuantityElement;
import org.bricscodes.epcis.UriRef;
import org.bricscodes.gs1.EpcPattern;

/** Whether one of the things an event names is wanted: one of some identifiers, or in a pattern. */
final class Things implements Predicate<EpcisEvent> {

  private final MatchField field;
  private final Set<String> singles = new HashSet<>();
  private final List<EpcPattern> patterns = new ArrayList<>();

  Things(Criterion.Match match) {
    field = match.field();
    for (String value : match.values()) {
      EpcPattern pattern = EpcPattern.parse(value);
      if (pattern.isSingle()) {
        singles.add(pattern.canonical());
      } else {
        patterns.add(pattern);
      }
    }
  }

  @Override
  public boolean test(EpcisEvent event) {
    return switch (field) {
      case EPC -> any(event.epcList()) || any(event.childEPCs());
      case PARENT_ID -> isParent(event);
      case INPUT_EPC -> any(event.inputEPCList());
      case OUTPUT_EPC -> any(event.outputEPCList());
      case ANY_EPC ->
          any(event.epcList())
              || any(event.childEPCs())
              || isParent(event)
              || any(event.inputEPCList())
              || any(event.outputEPCList());
      case EPC_CLASS -> anyClass(event.quantityList()) || anyClass(event.childQuantityList());
      case INPUT_EPC_CLASS -> anyClass(event.inputQuantityList());
      case OUTPUT_EPC_CLASS -> anyClass(event.outputQuantityList());
      case ANY_EPC_CLASS ->
          anyClass(event.quantityList())
              || anyClass(event.childQuantityList())
              || anyClass(event.inputQuantityList())
              || anyClass(event.outputQuantityList());
    };
  }

  private boolean isParent(EpcisEvent event) {
    UriRef parent = event.parentID();
    return parent != null && is(parent.canonical());
  }

  private boolean any(List<UriRef> things) {
    for (UriRef thing : things) {
      if (is(thing.canonical())) {
        return true;
      }
    }
    return false;
  }

  private boolean anyClass(List<QuantityElement> items) {
    for (QuantityElement item : items) {
      if (is(item.epcClass().canonical())) {
        return true;
      }
    }
    return false;
  }

  private boolean is(String canonical) {
    if (singles.contains(canonical)) {
      return true;
    }
    for (EpcPattern pattern : patterns) {
      if (pattern.spans(canonical)) {
        return true;
      }
    }
    return false;
  }
}
