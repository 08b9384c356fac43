package org.bricscodes.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on the typed links of an event: of one kind, of one type, to one of several values.
 */
final class EventLinks {

  private EventLinks() {}

  static boolean has(EpcisEvent event, EventQuery.TypedLink wanted) {
    EventFields common = event.common();
    return switch (wanted.kind()) {
      case "bizTransaction" ->
          common.bizTransactionList().stream()
              .anyMatch(item -> is(item.type(), item.bizTransaction(), wanted));
      case "source" ->
          common.sourceList().stream().anyMatch(item -> is(item.type(), item.source(), wanted));
      default ->
          common.destinationList().stream()
              .anyMatch(item -> is(item.type(), item.destination(), wanted));
    };
  }

  private static boolean is(@Nullable UriRef type, UriRef value, EventQuery.TypedLink wanted) {
    List<String> values = wanted.values();
    return type != null
        && type.canonical().equals(wanted.type())
        && values.contains(value.canonical());
  }
}
